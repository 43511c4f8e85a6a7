package hutong.payment;

import hutong.kernel.AccountId;
import hutong.kernel.Money;
import hutong.kernel.PersonId;
import java.util.List;
import java.util.Optional;

/// The front door of payments for pages that show what was paid.
public interface Payments {

  Optional<Payment> find(PaymentId id);

  /// What this account paid, newest first, at most [#MOST].
  List<Payment> list(AccountId account);

  /// What is in her visitor wallet and free to spend.
  Money balance(PersonId person);

  /// Opens a till for a bill; its page is `/pay/till/` and the id.
  PaymentId openTill(AccountId account, PersonId person, Bill bill);

  /// Closes a till at which nobody agreed yet; false when somebody did.
  boolean closeTill(PaymentId id);

  /// The number of the bill that this payment pays.
  Optional<String> findBill(PaymentId id);

  int MOST = 100;
}
