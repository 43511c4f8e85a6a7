package hutong.mrtd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MrzComposeTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final long SEED = 20261122;

  @Test
  void the_specimens_are_written_as_they_were_read() {
    for (String text :
        List.of(
            MrzTest.TD3,
            MrzTest.TD1,
            MrzTest.TD2,
            MrzTest.MRV_A,
            MrzTest.MRV_B,
            MrzTest.TD1_LONG,
            MrzTest.TD2_LONG)) {
      Mrz mrz = Mrz.parse(text, TODAY).mrz().orElseThrow();
      assertThat(Mrz.compose(mrz)).isEqualTo(text.lines().toList());
    }
  }

  @Test
  void reading_what_was_written_gives_the_same_document() {
    var random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      Mrz mrz = document(random);
      MrzReading reading = Mrz.parse(Mrz.compose(mrz), TODAY);
      assertThat(reading.codes()).as("seed " + SEED + " " + mrz).isSubsetOf("NAME_TRUNCATED");
      assertThat(reading.zone()).as("seed " + SEED).isEqualTo(mrz);
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Müller-Lüdenscheidt, D, MUELLER<LUEDENSCHEIDT
          O'Connor, IRL, OCONNOR
          Ståle Ørsted, NOR, STAALE<OERSTED
          Þórr Björk, ISL, THORR<BJOERK
          Nguyễn Thị Đào, VNM, NGUYEN<THI<DAO
          Straße, D, STRASSE
          João Gonçalves, PRT, JOAO<GONCALVES
          Žižek, SVN, ZIZEK
          Ağaoğlu İnci, TUR, AGAOGLU<INCI
          Щеглова Юлия, RUS, SHCHEGLOVA<IULIIA
          Зеленський, UKR, ZELENSKYI
          Гринь, UKR, HRYN
          Ђорђевић, SRB, DORDEVIC
          Кирил Ѓорѓи, MKD, KIRIL<GJORGJI
          محمد, EGY, MXHMD
          D’Souza J. R., IND, DSOUZA<J<R
          Łukasz  Wałęsa, POL, LUKASZ<WALESA
          """)
  void names_are_written_in_the_letters_of_the_zone(String name, String issuer, String expected) {
    assertThat(Transliteration.toZone(name, issuer)).isEqualTo(expected);
  }

  @Test
  void a_doubled_arabic_letter_is_written_twice() {
    assertThat(Transliteration.toZone("محمّد", "EGY")).isEqualTo("MXHMMD");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Nilavadhanananda, Chayapa Dejthamrong Krasuang, NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K
          Bennelong Wooloomooloo Warrandyte Warnambool, Diana, \
          BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WA<<D
          Papandropoulous, Jonathon Warren Trevor Alec, PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR
          Abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqr, '', ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLM
          """)
  void long_names_are_cut_with_a_letter_at_the_end(String surname, String given, String field) {
    var holder =
        new Mrz.Holder(
            surname, given, "UTO", MrzDate.of(LocalDate.of(1970, 1, 1)), Sex.UNSPECIFIED);
    var mrz = new Mrz(MrzFormat.TD3, "P", "UTO", "A1", holder, MrzDate.of(TODAY), "", "");
    String written = Mrz.compose(mrz).getFirst().substring(5);
    assertThat(written).hasSize(39).isEqualTo(field);
    MrzReading reading = Mrz.parse(Mrz.compose(mrz), TODAY);
    assertThat(reading.nameTruncated()).isTrue();
  }

  @Test
  void what_a_format_cannot_hold_is_refused() {
    Mrz specimen = Mrz.parse(MrzTest.TD3, TODAY).mrz().orElseThrow();
    var tooLong =
        new Mrz(
            MrzFormat.TD3, "P", "UTO", "L898902C3X", specimen.holder(), specimen.expiry(), "", "");
    assertThatThrownBy(() -> Mrz.compose(tooLong)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Mrz document(Random random) {
    MrzFormat format = List.of(MrzFormat.values()).get(random.nextInt(5));
    String code =
        switch (format) {
          case TD1, TD2 -> List.of("I", "ID", "AC", "C").get(random.nextInt(4));
          case TD3 -> List.of("P", "PD", "PP").get(random.nextInt(3));
          case MRV_A, MRV_B -> List.of("V", "VB").get(random.nextInt(2));
        };
    boolean mayBeLong = format == MrzFormat.TD1 || format == MrzFormat.TD2;
    boolean longNumber = mayBeLong && random.nextInt(3) == 0;
    int digits = longNumber ? 10 + random.nextInt(4) : 1 + random.nextInt(9);
    int room = longNumber ? 1 : format.optionalLength();
    var holder =
        new Mrz.Holder(
            letters(random, 1 + random.nextInt(10)),
            random.nextInt(8) == 0 ? "" : letters(random, 6) + " " + letters(random, 4),
            List.of("D", "CHN", "GBO", "XXA", "UTO").get(random.nextInt(5)),
            MrzDate.of(TODAY.minusDays(random.nextInt(36_500))),
            List.of(Sex.values()).get(random.nextInt(3)));
    return new Mrz(
        format,
        code,
        List.of("D", "PRT", "USA", "UNO", "RKS").get(random.nextInt(5)),
        mixed(random, digits),
        holder,
        MrzDate.of(TODAY.plusDays(random.nextInt(10_000) - 5_000)),
        random.nextBoolean() ? "" : optional(random, room),
        format == MrzFormat.TD1 && random.nextBoolean() ? optional(random, 11) : "");
  }

  private static String optional(Random random, int room) {
    String value = mixed(random, 1 + random.nextInt(room));
    if (value.length() > 3 && random.nextInt(4) == 0) {
      return value.charAt(0) + "<" + value.substring(2);
    }
    return value;
  }

  private static String letters(Random random, int length) {
    var out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append((char) ('A' + random.nextInt(26)));
    }
    return out.toString();
  }

  private static String mixed(Random random, int length) {
    String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    var out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }
}
