package hutong.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import hutong.names.NameVerdict.Outcome;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whatever is written where a name should be: an answer, soon, and never a wrong *same*.
class OddNamesTest {

  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "X",
          "-",
          "'",
          ".",
          ",",
          ",,,",
          "/",
          "//",
          "@",
          "@@",
          "()",
          ")(",
          "((((",
          "<<",
          "<<<<<<",
          "\u0000",
          "a\u0000b",
          "\u202Eabc",
          "\u200B",
          "\uFEFFJohn",
          "😀",
          "👨‍👩‍👧",
          "\uD800",
          "\uDC00x",
          "Z" + "\u0301".repeat(500),
          "\u0301",
          "née",
          "née née",
          "a née",
          "Dr",
          "Mr Mr Mr",
          "Jr",
          "FNU LNU",
          "XXX",
          "de",
          "van der",
          "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z",
          "ﷺ",
          "㍿",
          "İıŞß",
          "ᲐᲑᲒ",
          "ຂ້ອຍ",
          "བོད",
          "𠮷野",
          "\u3164",
          "abc".repeat(4000),
          "ab ".repeat(4000),
          "王".repeat(10_000),
          "김".repeat(10_000),
          "م".repeat(10_000),
          "ß".repeat(10_000),
          "SHCH".repeat(2500),
          "A-".repeat(5000),
          "(".repeat(10_000),
          "née ".repeat(2500),
          "@".repeat(10_000),
          "Smith, ".repeat(1500));

  @Test
  void every_odd_text_is_answered_soon() {
    for (var a : ODD) {
      for (var b : ODD) {
        assertTimeout(
            Duration.ofSeconds(2),
            () -> {
              NameMatch.compare(PersonName.full(a), PersonName.full(b));
              NameMatch.compare(PersonName.of(a, b), PersonName.of(b, a));
              NameMatch.compare(PersonName.of(a, "John"), PersonName.of("Smith", b));
              NameMatch.compare(PersonName.mrz(a), PersonName.full(b));
            });
      }
      assertThat(NameForms.of(PersonName.of(a, a))).hasSize(NameForm.Place.values().length);
    }
  }

  @Test
  void random_texts_are_answered_alike_from_both_sides() {
    long seed = Long.getLong("hutong.seed", 20261122);
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var a = name(random);
      var b = random.nextInt(4) == 0 ? a : name(random);
      var contexts = contexts(random);
      var verdict = NameMatch.compare(a, b, contexts);
      var back = NameMatch.compare(b, a, contexts);
      assertThat(back.outcome())
          .as("seed %d, round %d: %s | %s", seed, i, a.text(), b.text())
          .isEqualTo(verdict.outcome());
    }
  }

  @Test
  void a_name_equals_itself() {
    long seed = Long.getLong("hutong.seed", 7);
    var random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      var a = name(random);
      var verdict = NameMatch.compare(a, a);
      boolean none = verdict.says(NameConvention.NO_NAME);
      boolean mixed =
          verdict.says(NameConvention.MIXED_SCRIPTS) || verdict.says(NameConvention.TOO_LONG);
      assertThat(verdict.outcome().accepted() || none || mixed)
          .as("seed %d, round %d: %s %s", seed, i, a.text(), verdict)
          .isTrue();
    }
  }

  @Test
  void a_name_without_letters_is_never_accepted() {
    for (var nothing : List.of("", " ", "-", "😀", "\u0000", "...", "<<<<")) {
      assertThat(NameMatch.compare(PersonName.full(nothing), PersonName.full(nothing)).outcome())
          .isEqualTo(Outcome.POSSIBLY);
      assertThat(
              NameMatch.compare(PersonName.full(nothing), PersonName.full("John Smith")).outcome())
          .isEqualTo(Outcome.POSSIBLY);
    }
  }

  @Test
  void a_name_does_not_print_itself() {
    assertThat(PersonName.of("Smith", "John").toString()).doesNotContain("Smith");
  }

  private static Set<NameContext> contexts(Random random) {
    var contexts = EnumSet.noneOf(NameContext.class);
    for (var context : NameContext.values()) {
      if (random.nextInt(8) == 0) {
        contexts.add(context);
      }
    }
    return contexts;
  }

  private static final String[] PIECES = {
    "SMITH", "JOHN", "de", "la", "van", "王", "小明", "Müller", "Иван", "محمد", "ABD", "UL", "RAHMAN",
    "J", "M", "-", "'", ",", " ", " ", "/", "Jr", "Dr", "FNU", "김", "さとう", "é", "\u0301", "😀",
    "née", "(", ")", "@", "ß", "OE", "KIM", "MIN", "JUN", "NGUYEN", "THI", "GARCIA", "LOPEZ", "1"
  };

  private static PersonName name(Random random) {
    return random.nextBoolean()
        ? PersonName.full(text(random))
        : PersonName.of(text(random), text(random));
  }

  private static String text(Random random) {
    var out = new StringBuilder();
    int pieces = random.nextInt(8);
    for (int i = 0; i < pieces; i++) {
      out.append(
          random.nextInt(12) == 0
              ? Character.toString(random.nextInt(0x10FFFF))
              : PIECES[random.nextInt(PIECES.length)]);
      out.append(random.nextInt(3) == 0 ? "" : " ");
    }
    return out.toString();
  }
}
