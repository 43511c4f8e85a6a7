package hutong.payment.internal;

import hutong.ledger.NewAccount;
import hutong.partners.PartnerId;
import hutong.payment.MerchantBook;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// A merchant's day, read from payments and refunds.
@Service
class MerchantBookService implements MerchantBook {

  private final MerchantBookStore store;

  MerchantBookService(MerchantBookStore store) {
    this.store = store;
  }

  @Override
  public NewAccount account(PartnerId merchant) {
    return Books.merchant(merchant);
  }

  @Override
  @Transactional(readOnly = true)
  public Sales sales(PartnerId merchant, Instant from, Instant until) {
    return store.sales(merchant, from, until);
  }

  @Override
  @Transactional(readOnly = true)
  public List<Sale> list(PartnerId merchant, Instant from, Instant until) {
    return store.list(merchant, from, until, MOST);
  }
}
