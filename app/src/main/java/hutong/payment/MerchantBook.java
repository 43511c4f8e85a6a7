package hutong.payment;

import hutong.kernel.Money;
import hutong.ledger.NewAccount;
import hutong.partners.PartnerId;
import java.time.Instant;
import java.util.List;

/// What merchants sold and gave back as our books say it, for whoever pays them out.
public interface MerchantBook {

  /// The account of the books that stands for what a merchant is owed.
  NewAccount account(PartnerId merchant);

  /// What ended in `[from, until)`.
  Sales sales(PartnerId merchant, Instant from, Instant until);

  /// The same one by one, oldest first, at most [#MOST].
  List<Sale> list(PartnerId merchant, Instant from, Instant until);

  int MOST = 20_000;

  /// @param paid before anything was given back
  record Sales(int payments, Money paid, int refunds, Money refunded) {}

  /// @param number what is printed on the receipt
  /// @param amount always positive
  record Sale(boolean refund, String number, String reference, Money amount, Instant at) {}
}
