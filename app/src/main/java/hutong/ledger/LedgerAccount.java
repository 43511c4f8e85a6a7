package hutong.ledger;

import hutong.kernel.Money;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An account as it stands.
///
/// @param posted minor units of everything posted
/// @param heldOut promised to others, not yet posted
/// @param heldIn promised by others, not yet posted
public record LedgerAccount(
    UUID id,
    String name,
    Currency currency,
    long posted,
    long heldOut,
    long heldIn,
    @Nullable Long floor,
    @Nullable Long ceiling) {

  public Money balance() {
    return new Money(posted, currency);
  }

  /// What may still be spent: the balance less what is promised to others.
  public Money available() {
    return new Money(posted - heldOut, currency);
  }
}
