package hutong.names;

import hutong.names.NameVerdict.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The published pairs: `names/corpus/*.tsv`.
final class Corpus {

  static final Path FOLDER = Path.of("corpus");

  /// One pair and what we expect of it.
  record Pair(
      String family,
      Outcome expected,
      String a,
      String b,
      Set<NameContext> contexts,
      String convention) {

    NameVerdict verdict() {
      return NameMatch.compare(name(a), name(b), contexts);
    }

    NameVerdict reversed() {
      return NameMatch.compare(name(b), name(a), contexts);
    }
  }

  static List<Pair> read(String file) {
    try {
      var pairs = new ArrayList<Pair>();
      for (var line : Files.readAllLines(FOLDER.resolve(file))) {
        if (!line.isBlank() && !line.startsWith("#")) {
          pairs.add(pair(line.split("\t", -1)));
        }
      }
      return pairs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Pair pair(String[] cell) {
    var contexts = EnumSet.noneOf(NameContext.class);
    for (var context : cell[4].split(",")) {
      if (!context.isBlank()) {
        contexts.add(NameContext.valueOf(context));
      }
    }
    return new Pair(cell[0], Outcome.valueOf(cell[1]), cell[2], cell[3], contexts, cell[5]);
  }

  /// `Surname|Given` is a name in two fields; anything else is one text.
  static PersonName name(String text) {
    int bar = text.indexOf('|');
    return bar < 0
        ? PersonName.full(text)
        : PersonName.of(text.substring(0, bar), text.substring(bar + 1));
  }

  private Corpus() {}
}
