package hutong.settlement.internal;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where the rails lay down their daily files. One that is not configured is not read.
@ConfigurationProperties("hutong.settlement")
record SettlementSettings(@Nullable File wallet, @Nullable File card) {

  /// @param url with `{day}` for the day in Beijing, as `2026-11-23`
  /// @param bearer the token to show, if any
  record File(String url, @Nullable String bearer) {}

  @Nullable File file(Source source) {
    return switch (source) {
      case WALLET -> wallet;
      case CARD -> card;
    };
  }
}
