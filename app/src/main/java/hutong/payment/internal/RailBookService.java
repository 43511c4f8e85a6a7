package hutong.payment.internal;

import hutong.ledger.NewAccount;
import hutong.payment.PaymentId;
import hutong.payment.Rail;
import hutong.payment.RailBook;
import hutong.payment.RailEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Payments and refunds of a rail, read beside each other.
@Service
class RailBookService implements RailBook {

  private final RailBookStore store;

  RailBookService(RailBookStore store) {
    this.store = store;
  }

  @Override
  @Transactional(readOnly = true)
  public List<RailEntry> listMoved(Rail rail, Instant from, Instant until) {
    var all = new ArrayList<>(store.charges(rail, from, until, MOST));
    all.addAll(store.refunds(rail, from, until, MOST));
    all.sort(Comparator.comparing(RailEntry::at));
    return List.copyOf(all);
  }

  @Override
  @Transactional(readOnly = true)
  public List<RailEntry> find(Rail rail, Collection<String> references) {
    var payments = new ArrayList<UUID>();
    var refunds = new ArrayList<UUID>();
    for (var reference : references) {
      try {
        if (reference.startsWith("payment_")) {
          payments.add(PaymentId.parse(reference).value());
        } else if (reference.length() == 36) {
          refunds.add(UUID.fromString(reference));
        }
      } catch (IllegalArgumentException notOurs) {
        // Whatever it is, it is not one of our references.
      }
    }
    var all = new ArrayList<>(store.chargesOf(rail, payments));
    all.addAll(store.refundsOf(rail, refunds));
    return List.copyOf(all);
  }

  @Override
  public NewAccount account(Rail rail) {
    return Books.rail(rail);
  }
}
