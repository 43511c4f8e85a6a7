package hutong.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An account as it is to be opened. Name and currency make its id, so it can be known beforehand.
///
/// @param floor the balance in minor units never falls below it; absent: no bound
/// @param ceiling the balance in minor units never exceeds it; absent: no bound
public record NewAccount(
    String name, Kind kind, Currency currency, @Nullable Long floor, @Nullable Long ceiling) {

  /// Whose an account is.
  public enum Kind {
    PERSON,
    MERCHANT,
    RAIL,
    FEE,
    SUSPENSE
  }

  public UUID id() {
    var text = "ledger/" + currency.getCurrencyCode() + "/" + name;
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /// An account that can never be overdrawn.
  public static NewAccount purse(String name, Kind kind, Currency currency) {
    return new NewAccount(name, kind, currency, 0L, null);
  }

  /// An account that may stand on either side: what a rail still owes us or we owe it.
  public static NewAccount open(String name, Kind kind, Currency currency) {
    return new NewAccount(name, kind, currency, null, null);
  }
}
