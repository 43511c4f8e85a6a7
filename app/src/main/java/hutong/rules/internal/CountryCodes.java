package hutong.rules.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Countries as people and passports write them: ISO 3166-1 alpha-2 and alpha-3, and the codes that
/// ICAO Doc 9303-3 adds. What is no country keeps its three letters and stands on no list.
final class CountryCodes {

  /// Doc 9303-3 section 5: British passports that are not a citizen's, organisations, refugees.
  private static final Set<String> NO_COUNTRY =
      Set.of(
          "GBD", "GBN", "GBO", "GBP", "GBS", "XXA", "XXB", "XXC", "XXX", "UNO", "UNA", "UNK", "XOM",
          "XPO", "XCO", "XEC", "XMP", "XBA", "XIM", "XCC", "XCE", "XDC", "XES", "XCT", "EUE",
          "UTO");

  private static final Map<String, String> CODES = codes();

  private static Map<String, String> codes() {
    var codes = new HashMap<String, String>();
    for (var alpha2 : Locale.getISOCountries()) {
      codes.put(alpha2, alpha2);
      codes.put(Locale.of("", alpha2).getISO3Country(), alpha2);
    }
    codes.put("D", "DE");
    codes.put("RKS", "XK");
    codes.put("XKX", "XK");
    codes.put("XK", "XK");
    NO_COUNTRY.forEach(code -> codes.put(code, code));
    return Map.copyOf(codes);
  }

  /// The alpha-2 code of a country, or the three letters of what is none. A MRZ's fillers (`D<<`)
  /// are dropped.
  static Optional<String> canonical(String text) {
    var code = text.strip().toUpperCase(Locale.ROOT).replace("<", "");
    return Optional.ofNullable(CODES.get(code));
  }

  private CountryCodes() {}
}
