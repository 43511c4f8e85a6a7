package hutong.sandbox.settlement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a file shall say wrongly, until it is told to be honest again.
final class Lies {

  /// One lie.
  enum Kind {
    /// Leaves out the first line.
    DROP,
    /// Says one unit more in the first line.
    CHANGE,
    /// Adds a line for a payment that never was.
    ADD,
    /// Says the last line twice.
    REPEAT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> find(String word) {
      for (var kind : values()) {
        if (kind.word().equals(word)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  record Lie(String file, Kind kind) {}

  private static final int MOST = 100;

  private final List<Lie> told = new ArrayList<>();

  synchronized void tell(Lie lie) {
    if (told.size() < MOST) {
      told.add(lie);
    }
  }

  synchronized void beHonest() {
    told.clear();
  }

  synchronized List<Lie> list() {
    return List.copyOf(told);
  }

  /// The rows of a file as it shall say them.
  ///
  /// @param invented a line that is not true
  /// @param amount which fields of a line hold the amount
  List<List<String>> bend(
      String file, List<List<String>> rows, List<String> invented, List<Integer> amount) {
    var bent = new ArrayList<>(rows);
    for (var lie : list()) {
      if (lie.file().equals(file)) {
        bend(lie.kind(), bent, invented, amount);
      }
    }
    return bent;
  }

  private static void bend(
      Kind kind, List<List<String>> rows, List<String> invented, List<Integer> amount) {
    if (kind == Kind.ADD) {
      rows.add(invented);
    } else if (!rows.isEmpty()) {
      switch (kind) {
        case DROP -> rows.removeFirst();
        case CHANGE -> rows.set(0, more(rows.getFirst(), amount));
        case REPEAT -> rows.add(rows.getLast());
        case ADD -> {}
      }
    }
  }

  private static List<String> more(List<String> row, List<Integer> amount) {
    var changed = new ArrayList<>(row);
    for (int field : amount) {
      changed.set(
          field,
          new java.math.BigDecimal(row.get(field)).add(java.math.BigDecimal.ONE).toPlainString());
    }
    return changed;
  }
}
