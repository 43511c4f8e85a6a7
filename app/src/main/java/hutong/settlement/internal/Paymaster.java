package hutong.settlement.internal;

import hutong.kernel.Beijing;
import hutong.kernel.Ids;
import hutong.partners.PartnerKind;
import hutong.partners.Partners;
import hutong.settlement.internal.BankMessage.Report;
import hutong.settlement.internal.PayoutStore.Batch;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Closes days, sends payouts to the bank and reads what became of them; outside any transaction.
@Component
class Paymaster {

  private static final Logger LOG = LoggerFactory.getLogger(Paymaster.class);

  private final PayoutService payouts;
  private final Partners partners;
  private final BankGateway gateway;
  private final InstantSource clock;

  Paymaster(PayoutService payouts, Partners partners, BankGateway gateway, InstantSource clock) {
    this.payouts = payouts;
    this.partners = partners;
    this.gateway = gateway;
    this.clock = clock;
  }

  /// The day that is over, every shop; then the bank.
  void run() {
    close(Beijing.day(clock.instant()).minusDays(1));
    bank();
  }

  void close(LocalDate day) {
    for (var shop : partners.list(PartnerKind.SHOP)) {
      payouts.close(shop, day);
    }
  }

  void bank() {
    var bank = gateway.bank();
    if (bank == null) {
      return;
    }
    payouts.bundle();
    for (var batch : payouts.unanswered()) {
      gateway
          .send(PaymentOrder.write(batch, payouts.ofBatch(batch.id()), bank))
          .filter(report -> report.message().equals(batch.id()))
          .ifPresent(report -> answered(batch, report));
    }
    var today = Beijing.day(clock.instant());
    for (int back = SettlementLimits.DAYS_BACK; back >= 0; back--) {
      gateway.statement(today.minusDays(back)).ifPresent(this::booked);
    }
  }

  private void answered(Batch batch, Report report) {
    if (report.group().equals("RJCT")) {
      payouts.ofBatch(batch.id()).forEach(payout -> payouts.refused(payout.id(), "RJCT"));
    }
    for (var transfer : report.transfers()) {
      if (transfer.status().equals("RJCT")) {
        var why = transfer.reason().isEmpty() ? "RJCT" : transfer.reason();
        payouts.ofBatch(batch.id()).stream()
            .filter(payout -> payout.endToEnd().equals(transfer.endToEnd()))
            .forEach(payout -> payouts.refused(payout.id(), why));
      }
    }
    payouts.answered(batch.id());
  }

  private void booked(Iterable<BankMessage.Entry> entries) {
    for (var entry : entries) {
      if (!entry.credit() && entry.endToEnd().matches("[0-9a-f]{32}")) {
        UUID id = Ids.parse("", entry.endToEnd());
        if (payouts.paid(id, entry.amount())) {
          LOG.info("payout {} is paid", id);
        }
      }
    }
  }
}
