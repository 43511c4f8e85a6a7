package hutong.settlement.internal;

import hutong.kernel.Money;
import hutong.payment.RailEntry;
import hutong.payment.RailEntry.Kind;
import hutong.settlement.internal.Finding.Difference;
import hutong.settlement.internal.Finding.Fault;
import hutong.settlement.internal.Finding.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Holds a rail's file beside the books: every line of either side is matched or a difference.
final class ReconciliationRules {

  private static final Currency YUAN = Currency.getInstance("CNY");

  /// What one entry or line is called.
  record Name(Kind kind, String reference) {
    static Name of(RailEntry entry) {
      return new Name(entry.kind(), entry.reference());
    }

    static Name of(ReportLine line) {
      return new Name(line.kind(), line.reference().isEmpty() ? line.id() : line.reference());
    }
  }

  /// What the books say.
  ///
  /// @param day those that moved on the day of the file
  /// @param elsewhere others that the file names, however they stand
  /// @param otherFiles what stood in the files of other days
  record Ours(List<RailEntry> day, List<RailEntry> elsewhere, Set<Name> otherFiles) {}

  /// @param expected what the books say moved, charges less refunds, in yuan
  record Comparison(int matched, List<Difference> differences, Money expected) {}

  private final Map<Name, RailEntry> books = new LinkedHashMap<>();
  private final Set<Name> otherFiles;
  private final Set<Name> met = new HashSet<>();
  private final Map<Name, Integer> times = new HashMap<>();
  private final List<Difference> differences = new ArrayList<>();
  private int matched;

  private ReconciliationRules(Ours ours) {
    ours.elsewhere().forEach(entry -> books.put(Name.of(entry), entry));
    ours.day().forEach(entry -> books.put(Name.of(entry), entry));
    this.otherFiles = ours.otherFiles();
  }

  static Comparison compare(List<ReportLine> theirs, Ours ours) {
    var rules = new ReconciliationRules(ours);
    var undone = rules.undone(theirs);
    for (var line : theirs) {
      if (undone.contains(line)) {
        rules.met.add(Name.of(line));
        rules.matched++;
      } else {
        rules.compare(line);
      }
    }
    for (var entry : ours.day()) {
      var name = Name.of(entry);
      if (!rules.met.contains(name) && !rules.otherFiles.contains(name)) {
        rules.missingThere(entry);
      }
    }
    long expected = ours.day().stream().mapToLong(ReconciliationRules::signed).sum();
    return new Comparison(rules.matched, rules.differences, new Money(expected, YUAN));
  }

  private static long signed(RailEntry entry) {
    return entry.kind() == Kind.CHARGE ? entry.booked().minor() : -entry.booked().minor();
  }

  /// A charge that we called off after all stands in the file twice: as taken, and as given back
  /// under no reference of ours. Together they are what the books say: nothing.
  private Set<ReportLine> undone(List<ReportLine> theirs) {
    var backs = new HashMap<String, ReportLine>();
    for (var line : theirs) {
      if (line.kind() == Kind.REFUND && line.reference().isEmpty() && line.moved()) {
        backs.put(line.payment(), line);
      }
    }
    var pairs = new HashSet<ReportLine>();
    for (var line : theirs) {
      var back = backs.get(line.reference());
      var entry = books.get(Name.of(line));
      if (line.kind() == Kind.CHARGE
          && back != null
          && entry != null
          && !entry.moved()
          && back.amount().equals(line.amount())) {
        pairs.add(line);
        pairs.add(back);
      }
    }
    return pairs;
  }

  private void compare(ReportLine line) {
    var name = Name.of(line);
    var entry = books.get(name);
    if (!met.add(name) || otherFiles.contains(name)) {
      if (line.moved()) {
        differ(Fault.DUPLICATE, line, entry, signed(line, line.settled()));
      }
    } else if (entry == null) {
      if (line.moved()) {
        differ(Fault.MISSING_HERE, line, null, signed(line, line.settled()));
      } else {
        matched++; // nothing moved on either side
      }
    } else if (entry.moved() != line.moved()) {
      var more = line.moved() ? signed(line, line.settled()) : signed(line, entry.booked());
      differ(Fault.STATE_DIFFERS, line, entry, line.moved() ? more : more.negated());
    } else if (line.moved() && !entry.charged().equals(line.amount())) {
      differ(Fault.AMOUNT_DIFFERS, line, entry, more(line, entry));
    } else {
      matched++;
    }
  }

  /// What the difference is in yuan, at the rate of the payment itself.
  private static Money more(ReportLine line, RailEntry entry) {
    if (!entry.charged().currency().equals(line.amount().currency())
        || entry.charged().minor() == 0) {
      return signed(line, line.settled().minus(entry.booked()));
    }
    var difference = line.amount().minus(entry.charged());
    long yuan =
        BigDecimal.valueOf(difference.minor())
            .multiply(BigDecimal.valueOf(entry.booked().minor()))
            .divide(BigDecimal.valueOf(entry.charged().minor()), 0, RoundingMode.HALF_EVEN)
            .longValueExact();
    return signed(line, new Money(yuan, YUAN));
  }

  private static Money signed(ReportLine line, Money amount) {
    return line.kind() == Kind.CHARGE ? amount : amount.negated();
  }

  private void missingThere(RailEntry entry) {
    differences.add(
        new Difference(
            Fault.MISSING_THERE,
            entry.kind(),
            entry.reference(),
            0,
            entry.number(),
            new Side(entry.charged(), entry.state()),
            null,
            "",
            new Money(-signed(entry), YUAN)));
  }

  private void differ(Fault fault, ReportLine line, @Nullable RailEntry entry, Money more) {
    differences.add(
        new Difference(
            fault,
            line.kind(),
            Name.of(line).reference(),
            times.merge(Name.of(line), 1, Integer::sum),
            entry == null ? "" : entry.number(),
            entry == null ? null : new Side(entry.charged(), entry.state()),
            new Side(line.amount(), line.state()),
            line.id(),
            more));
  }
}
