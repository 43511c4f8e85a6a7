package hutong.settlement.internal;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the rails lay down their daily files, and the bank that merchants are paid from. What is
/// not configured is not used.
///
/// @param merchantFeeBasisPoints what the city keeps of a shop's sales, in hundredths of a percent
@ConfigurationProperties("hutong.settlement")
record SettlementSettings(
    @Nullable File wallet,
    @Nullable File card,
    @Nullable Bank bank,
    @DefaultValue("60") int merchantFeeBasisPoints) {

  /// @param url with `{day}` for the day in Beijing, as `2026-11-23`
  /// @param bearer the token to show, if any
  record File(String url, @Nullable String bearer) {}

  /// @param url without a slash at its end; messages go to `/messages`, statements are at
  ///     `/statements/{day}.xml`
  /// @param name of the account, the city's
  /// @param code of the bank in the clearing system
  record Bank(String url, String key, String name, String account, String code) {}

  @Nullable File file(Source source) {
    return switch (source) {
      case WALLET -> wallet;
      case CARD -> card;
    };
  }
}
