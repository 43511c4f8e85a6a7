package hutong.payment;

import hutong.kernel.Money;
import java.util.UUID;

/// Giving money back for a module that sold something.
public interface Refunds {

  /// Gives back a part of a payment the way it came. The same id twice is the same refund. Not in
  /// a transaction: the rail is asked.
  ///
  /// @param actor who does it, for the log
  Refunding refund(UUID id, PaymentId payment, Money amount, String actor);

  /// How beginning it can end.
  enum Refunding {
    /// It is on its way, or there already; it reaches its end by itself.
    BEGUN,
    /// The merchant's account does not hold the money at this moment: try again later.
    NOT_COVERED,
    /// Nothing was paid, or more is asked than was.
    IMPOSSIBLE
  }
}
