package hutong.payment.internal;

import hutong.kernel.PersonId;
import hutong.ledger.Ledger;
import hutong.ledger.NewAccount;
import hutong.ledger.NewAccount.Kind;
import hutong.partners.PartnerId;
import hutong.payment.Rail;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Which account of the ledger stands for what.
@Component
class Books {

  static final Currency YUAN = Currency.getInstance("CNY");

  private final Ledger ledger;
  private final Set<UUID> opened = ConcurrentHashMap.newKeySet();

  Books(Ledger ledger) {
    this.ledger = ledger;
  }

  /// What a shop is owed: it is never below zero.
  static NewAccount merchant(PartnerId id) {
    return NewAccount.purse("merchant:" + id.value(), Kind.MERCHANT, YUAN);
  }

  /// A visitor's wallet on this platform.
  static NewAccount balance(PersonId id) {
    return NewAccount.purse("balance:" + id.value(), Kind.PERSON, YUAN);
  }

  /// What a rail has taken from payers for us, as a negative balance until it settles.
  static NewAccount rail(Rail rail) {
    return NewAccount.open("rail:" + rail, Kind.RAIL, YUAN);
  }

  /// What payers paid for using a rail.
  static NewAccount fee(Rail rail) {
    return NewAccount.open("fee:" + rail, Kind.FEE, YUAN);
  }

  /// Opens an account in the caller's transaction; once that is committed it is known to be open.
  void open(NewAccount account) {
    if (opened.contains(account.id())) {
      return;
    }
    ledger.open(account);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            opened.add(account.id());
          }
        });
  }

  /// The transfer of a fee beside the transfer of its payment or refund.
  static UUID feeOf(UUID id) {
    return UUID.nameUUIDFromBytes((id + "/fee").getBytes(StandardCharsets.UTF_8));
  }
}
