package hutong.settlement.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.kernel.AccountId;
import hutong.kernel.Beijing;
import hutong.kernel.Money;
import hutong.kernel.Purpose;
import hutong.ledger.Ledger;
import hutong.ledger.NewAccount;
import hutong.ledger.Transfer;
import hutong.payment.RailBook;
import hutong.payment.RailEntry.Kind;
import hutong.settlement.internal.ReconciliationRules.Name;
import hutong.settlement.internal.ReconciliationRules.Ours;
import hutong.settlement.internal.SettlementViews.Progress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Keeps what the comparison of a rail's file with the books found, and what people decided.
@Service
class ReconciliationService {

  private static final Currency YUAN = Currency.getInstance("CNY");

  private final ReportStore reports;
  private final FindingStore findings;
  private final RailBook books;
  private final Ledger ledger;
  private final Audit audit;
  private final InstantSource clock;

  ReconciliationService(
      ReportStore reports,
      FindingStore findings,
      RailBook books,
      Ledger ledger,
      Audit audit,
      InstantSource clock) {
    this.reports = reports;
    this.findings = findings;
    this.books = books;
    this.ledger = ledger;
    this.audit = audit;
    this.clock = clock;
  }

  /// Compares a file with the books; the same file again changes nothing.
  @Transactional
  public Report read(Source source, LocalDate day, List<ReportLine> lines, byte[] file) {
    // The database keeps microseconds: a finding of this run must not seem older than the run.
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var from = Beijing.at(day, LocalTime.MIDNIGHT);
    var until = Beijing.at(day.plusDays(1), LocalTime.MIDNIGHT);
    var mine = books.listMoved(source.rail(), from, until);
    var names = new HashSet<Name>();
    lines.forEach(line -> names.add(Name.of(line)));
    mine.forEach(entry -> names.add(Name.of(entry)));
    var elsewhere = books.find(source.rail(), names.stream().map(Name::reference).toList());
    var others = reports.onOtherDays(source, day, List.copyOf(names));
    var comparison = ReconciliationRules.compare(lines, new Ours(mine, elsewhere, others));
    reports.replaceLines(source, day, lines.stream().map(Name::of).toList());
    comparison.differences().forEach(what -> findings.found(source, day, what, now));
    findings.clear(source, day, now);
    findings.cameLater(source, now);
    var report =
        new Report(
            source,
            day,
            Report.State.READ,
            lines.size(),
            comparison.matched(),
            comparison.expected(),
            settled(lines),
            fees(lines),
            now);
    reports.keep(report, digest(file));
    audit.record(
        AuditEntry.of("platform", "settlement.report.read")
            .with("source", source.name())
            .with("day", day.toString())
            .with("differences", Integer.toString(comparison.differences().size())));
    return report;
  }

  private static Money settled(List<ReportLine> lines) {
    return new Money(
        lines.stream()
            .filter(ReportLine::moved)
            .mapToLong(l -> l.kind() == Kind.CHARGE ? l.settled().minor() : -l.settled().minor())
            .sum(),
        YUAN);
  }

  private static Money fees(List<ReportLine> lines) {
    return new Money(
        lines.stream().filter(ReportLine::moved).mapToLong(l -> l.fee().minor()).sum(), YUAN);
  }

  private static byte[] digest(byte[] file) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(file);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Transactional
  public void notRead(Source source, LocalDate day, Report.State why) {
    reports.notRead(source, day, why, clock.instant().atOffset(ZoneOffset.UTC));
  }

  /// Somebody says why it is so; no money moves.
  @Transactional
  public boolean explain(UUID id, String reason, AccountId by) {
    return findings.explain(id, reason, by, clock.instant()) && log(id, by, "explained");
  }

  /// One person wants the books to follow the rail's file.
  @Transactional
  public boolean propose(UUID id, String reason, AccountId by) {
    var finding = findings.find(id);
    return finding.isPresent()
        && finding.get().what().more().minor() != 0
        && findings.propose(id, reason, by)
        && log(id, by, "proposed");
  }

  @Transactional
  public boolean decline(UUID id, AccountId by) {
    return findings.decline(id) && log(id, by, "declined");
  }

  /// A second person agrees: the difference moves between what the rail owes us and the account
  /// of differences. False when it is the same person, or nobody proposed it.
  @Transactional
  public boolean correct(UUID id, AccountId by) {
    if (!findings.correct(id, by, clock.instant())) {
      return false;
    }
    var finding = findings.find(id).orElseThrow();
    var rail = books.account(finding.source().rail());
    var differences =
        NewAccount.open(
            "difference:" + finding.source().rail(), NewAccount.Kind.SUSPENSE, rail.currency());
    ledger.open(rail);
    ledger.open(differences);
    var more = finding.what().more();
    // What a rail owes us is a balance below zero: more of it is taken from the rail's account.
    var transfer =
        more.isPositive()
            ? Transfer.now(transferOf(id), rail.id(), differences.id(), more)
            : Transfer.now(transferOf(id), differences.id(), rail.id(), more.negated());
    if (!ledger.transfer(transfer).accepted()) {
      throw new IllegalStateException("a correction was refused: " + id);
    }
    return log(id, by, "corrected");
  }

  private static UUID transferOf(UUID finding) {
    return UUID.nameUUIDFromBytes(
        ("settlement/correction/" + finding).getBytes(StandardCharsets.UTF_8));
  }

  private boolean log(UUID id, AccountId by, String act) {
    audit.record(
        AuditEntry.of(by.toString(), "settlement.finding." + act)
            .because(Purpose.PAYMENT)
            .with("finding", id.toString()));
    return true;
  }

  @Transactional(readOnly = true)
  public Optional<Finding> find(UUID id) {
    return findings.find(id);
  }

  @Transactional(readOnly = true)
  public List<Finding> open() {
    return findings.open(SettlementLimits.LIST);
  }

  @Transactional(readOnly = true)
  public List<Finding> closed() {
    return findings.closed(SettlementLimits.LIST / 4);
  }

  @Transactional(readOnly = true)
  public Progress progress() {
    return new Progress(findings.count(), findings.countOpen());
  }

  @Transactional(readOnly = true)
  public List<Report> reports() {
    return reports.list(SettlementLimits.REPORTS);
  }

  @Transactional(readOnly = true)
  public boolean isRead(Source source, LocalDate day) {
    return reports.isRead(source, day);
  }

  /// Whether a day's file has to be asked for: it was never read, or something in it is open.
  @Transactional(readOnly = true)
  public boolean wants(Source source, LocalDate day, Instant now) {
    return !reports.isRead(source, day)
        || findings
            .openDays(source, Beijing.day(now).minusDays(SettlementLimits.DAYS_AGAIN))
            .contains(day);
  }
}
