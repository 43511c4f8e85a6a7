package hutong.ledger;

import hutong.kernel.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A wish to move an amount from one account to another.
///
/// @param id the caller's key: the same id never moves money twice
/// @param pending hold the amount now, settle later
/// @param expiresAt when a pending transfer ends by itself; absent: only when settled
public record Transfer(
    UUID id, UUID from, UUID to, Money amount, boolean pending, @Nullable Instant expiresAt) {

  public static Transfer now(UUID id, UUID from, UUID to, Money amount) {
    return new Transfer(id, from, to, amount, false, null);
  }

  public static Transfer hold(UUID id, UUID from, UUID to, Money amount) {
    return new Transfer(id, from, to, amount, true, null);
  }

  public Transfer until(Instant end) {
    return new Transfer(id, from, to, amount, pending, end);
  }
}
