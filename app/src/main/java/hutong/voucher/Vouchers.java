package hutong.voucher;

import hutong.identity.Actor;
import hutong.kernel.PersonId;
import java.util.List;
import java.util.UUID;

/// The front door of public money.
public interface Vouchers {

  List<Campaign> campaigns();

  /// Takes a voucher if there is one left for her; answered after it is on disk.
  Claim claim(Actor actor, String campaign);

  /// Hers that may still be used, soonest expiry first.
  List<Voucher> list(PersonId person);

  /// Lets a voucher help to pay, in the caller's transaction. The same purchase again is answered
  /// as before.
  Redemption redeem(UUID voucher, PersonId person, Purchase purchase);

  /// Takes back the voucher's share of what was refunded of a purchase so far; safe to repeat.
  ///
  /// @return what went back to budgets now, minor units
  long takeBack(UUID purchase, long refundedSoFar, long whole);

  /// Every budget, recounted from its vouchers.
  List<Budget> budgets();
}
