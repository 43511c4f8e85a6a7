package hutong.bench;

import java.util.Locale;

/// @param name such as `pages.home`
/// @param limit what the machine reaches at the same task in the same run
/// @param ratio ours divided by the limit
record Figure(String name, double ours, double limit, double ratio, String unit) {

  static Figure of(String name, double ours, double limit, String unit) {
    return new Figure(name, ours, limit, ours / limit, unit);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-28s ours %12.2f  limit %12.2f  ratio %6.2f  %s",
        name,
        ours,
        limit,
        ratio,
        unit);
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"ours\":%.3f,\"limit\":%.3f,\"ratio\":%.3f,\"unit\":\"%s\"}",
        name,
        ours,
        limit,
        ratio,
        unit);
  }
}
