package hutong.settlement.internal;

import hutong.kernel.Beijing;
import hutong.settlement.internal.ReportGateway.Fetched;
import java.time.InstantSource;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/// Fetches a day's files and has them compared; outside of any transaction.
@Component
class Reconciler {

  private final ReportGateway gateway;
  private final ReconciliationService service;
  private final InstantSource clock;

  Reconciler(ReportGateway gateway, ReconciliationService service, InstantSource clock) {
    this.gateway = gateway;
    this.service = service;
    this.clock = clock;
  }

  /// All files of one day, whatever was read before.
  void reconcile(LocalDate day) {
    gateway.sources().forEach(source -> reconcile(source, day));
  }

  /// Every file of the last days that is wanted.
  void catchUp() {
    var now = clock.instant();
    var today = Beijing.day(now);
    for (var source : gateway.sources()) {
      for (int back = SettlementLimits.DAYS_AGAIN; back >= 1; back--) {
        var day = today.minusDays(back);
        if ((back <= SettlementLimits.DAYS_BACK || service.isRead(source, day))
            && service.wants(source, day, now)) {
          reconcile(source, day);
        }
      }
    }
  }

  private void reconcile(Source source, LocalDate day) {
    switch (gateway.fetch(source, day)) {
      case Fetched.File(var bytes) ->
          ReportFile.read(source, bytes)
              .ifPresentOrElse(
                  lines -> service.read(source, day, lines, bytes),
                  () -> service.notRead(source, day, Report.State.UNREADABLE));
      case Fetched.NotReady() -> service.notRead(source, day, Report.State.NOT_READY);
      case Fetched.NoAnswer() -> service.notRead(source, day, Report.State.NO_ANSWER);
    }
  }
}
