package hutong.mrtd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MrzTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  static final String TD3 =
      """
      P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
      L898902C36UTO7408122F1204159ZE184226B<<<<<10
      """;
  static final String TD1 =
      """
      I<UTOD231458907<<<<<<<<<<<<<<<
      7408122F1204159UTO<<<<<<<<<<<6
      ERIKSSON<<ANNA<MARIA<<<<<<<<<<
      """;
  static final String TD2 =
      """
      I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<
      D231458907UTO7408122F1204159<<<<<<<6
      """;
  static final String MRV_A =
      """
      V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
      L8988901C4XXX4009078F96121096ZE184226B<<<<<<
      """;
  static final String MRV_B =
      """
      V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<
      L8988901C4XXX4009078F9612109<<<<<<<<
      """;
  static final String TD1_LONG =
      """
      I<UTOD23145890<7349<<<<<<<<<<<
      3407127M9507122UTO<<<<<<<<<<<2
      STEVENSON<<PETER<JOHN<<<<<<<<<
      """;
  static final String TD2_LONG =
      """
      I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<
      D23145890<UTO3407127M95071227349<<<8
      """;

  @Test
  void the_specimens_of_doc_9303_are_read() {
    assertThat(line(TD3))
        .isEqualTo(
            "TD3 P UTO L898902C3 UTO 1974-08-12 F 2012-04-15 ERIKSSON|ANNA MARIA ZE184226B []");
    assertThat(line(TD1))
        .isEqualTo("TD1 I UTO D23145890 UTO 1974-08-12 F 2012-04-15 ERIKSSON|ANNA MARIA  []");
    assertThat(line(TD2))
        .isEqualTo("TD2 I UTO D23145890 UTO 1974-08-12 F 2012-04-15 ERIKSSON|ANNA MARIA  []");
    assertThat(line(MRV_A))
        .isEqualTo(
            "MRV-A V UTO L8988901C XXX 1940-09-07 F 1996-12-10 ERIKSSON|ANNA MARIA 6ZE184226B []");
    assertThat(line(MRV_B))
        .isEqualTo("MRV-B V UTO L8988901C XXX 1940-09-07 F 1996-12-10 ERIKSSON|ANNA MARIA  []");
  }

  @Test
  void a_long_document_number_runs_over_into_the_optional_data() {
    assertThat(line(TD1_LONG))
        .isEqualTo("TD1 I UTO D23145890734 UTO 1934-07-12 M 1995-07-12 STEVENSON|PETER JOHN  []");
    assertThat(line(TD2_LONG))
        .isEqualTo("TD2 I UTO D23145890734 UTO 1934-07-12 M 1995-07-12 STEVENSON|PETER JOHN  []");
    assertThat(codes(TD1_LONG.replace("<7349", "<7348")))
        .contains("CHECK_DIGIT_NUMBER", "CHECK_DIGIT_COMPOSITE");
    assertThat(codes(TD2_LONG.replace("7349<<<8", "7359<<<8"))).contains("CHECK_DIGIT_NUMBER");
  }

  @ParameterizedTest
  @ValueSource(strings = {TD3, TD1, TD2, MRV_A, MRV_B, TD1_LONG, TD2_LONG})
  void any_changed_digit_or_letter_that_is_checked_is_noticed(String text) {
    List<String> lines = text.lines().toList();
    int data = 1;
    String line = lines.get(data);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c < '0' || c > '9') {
        continue;
      }
      char other = (char) ('0' + (c - '0' + 1) % 10);
      String changed = line.substring(0, i) + other + line.substring(i + 1);
      boolean unchecked = text.equals(MRV_A) && i >= 28;
      List<String> all = new java.util.ArrayList<>(lines);
      all.set(data, changed);
      assertThat(Mrz.parse(all, TODAY).valid()).as(changed).isEqualTo(unchecked);
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          L898902C36, L898902C37, CHECK_DIGIT_NUMBER CHECK_DIGIT_COMPOSITE
          7408122F, 7408123F, CHECK_DIGIT_BIRTH CHECK_DIGIT_COMPOSITE
          F1204159, F1204158, CHECK_DIGIT_EXPIRY CHECK_DIGIT_COMPOSITE
          <<<<<10, <<<<<20, CHECK_DIGIT_OPTIONAL CHECK_DIGIT_COMPOSITE
          <<<<<10, <<<<<11, CHECK_DIGIT_COMPOSITE
          <<<<<10, <<<<<1A, CHECK_DIGIT_COMPOSITE
          7408122F, 7413122F, CHECK_DIGIT_BIRTH BAD_DATE_BIRTH CHECK_DIGIT_COMPOSITE
          7408122F, 7402309F, CHECK_DIGIT_BIRTH BAD_DATE_BIRTH CHECK_DIGIT_COMPOSITE
          F1204159, F120A159, CHECK_DIGIT_EXPIRY BAD_DATE_EXPIRY CHECK_DIGIT_COMPOSITE
          F1204159, F<<<<<<0, BAD_DATE_EXPIRY
          22F12, 22Q12, BAD_SEX
          22F12, 22X12, UNUSUAL_SEX
          6UTO7, 6QQQ7, UNKNOWN_STATE
          6UTO7, 6U1O7, BAD_CHARACTER UNKNOWN_STATE
          6UTO7, 6SUN7, FORMER_STATE
          P<UTO, P<QQQ, UNKNOWN_STATE
          P<UTO, P<D<<, ''
          P<UTO, PPGBR, ''
          P<UTO, I<UTO, BAD_DOCUMENT_CODE
          P<UTO, <PUTO, BAD_DOCUMENT_CODE
          ERIKSSON<<ANNA<MARIA, <<<<<<<<<<<<<<<<<<<<, NAME_MISSING
          ERIKSSON<<ANNA<MARIA, ERIKSSON<ANNA<MARIA<, ''
          ERIKSSON<<ANNA<MARIA, <<ERIKSSON<<ANNA<MA, NAME_PRIMARY_MISSING NAME_STRUCTURE BAD_LENGTH
          ERIKSSON<<ANNA<MARIA, ERIKSS0N<<ANNA<MARIA, BAD_CHARACTER
          ERIKSSON<<ANNA<MARIA, ERIKSSÖN<<ANNA<MARIA, BAD_CHARACTER
          ERIKSSON<<ANNA<MARIA, ERIKSSON<<ANNA<<MARI, NAME_STRUCTURE
          """)
  void each_fault_is_named(String from, String to, String expected) {
    List<String> codes = codes(TD3.replace(from, to));
    String wanted = expected;
    if (wanted.isEmpty()) {
      assertThat(codes).isEmpty();
    } else {
      assertThat(codes).containsExactlyInAnyOrder(wanted.split(" "));
    }
  }

  @Test
  void the_composite_digit_covers_what_has_no_digit_of_its_own() {
    assertThat(codes(TD1.replace("907<<<<<<<<<<<<<<<", "907<<<<<<<<<<<<<<1")))
        .containsExactly("CHECK_DIGIT_COMPOSITE");
    assertThat(codes(TD2.replace("<<<<<<<6", "<<<<<<16"))).containsExactly("CHECK_DIGIT_COMPOSITE");
  }

  @Test
  void an_empty_personal_number_may_have_a_filler_for_its_check_digit() {
    String zero = "L898902C36UTO7408122F1204159<<<<<<<<<<<<<<0";
    String filler = "L898902C36UTO7408122F1204159<<<<<<<<<<<<<<<";
    String head = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n";
    for (String data : List.of(zero, filler)) {
      String checked = data.substring(0, 10) + data.substring(13, 20) + data.substring(21);
      assertThat(codes(head + data + Mrz.checkDigit(checked))).isEmpty();
    }
  }

  @Test
  void pasted_noise_is_taken_out_and_recorded() {
    assertThat(codes(TD3.replace("\n", "\r\n"))).isEmpty();
    assertThat(codes("\uFEFF" + TD3)).containsExactly("INVISIBLE_REMOVED");
    assertThat(codes(TD3.toLowerCase(java.util.Locale.ROOT))).containsExactly("LOWER_CASE");
    assertThat(codes(TD3.replace("<<", "«"))).containsExactly("FILLER_REPLACED");
    assertThat(codes(TD3.replace("<", "«"))).containsExactly("FILLER_REPLACED");
    assertThat(codes(TD3.replace("<", "‹"))).containsExactly("FILLER_REPLACED");
    assertThat(codes(TD3.replace("<", "&lt;"))).containsExactly("FILLER_REPLACED");
    assertThat(codes(TD3.replace("<", "＜"))).containsExactly("FILLER_REPLACED");
    assertThat(codes(TD3.replace('0', '０'))).containsExactly("WIDE_CHARACTERS");
    assertThat(codes(TD3.replace("UTO", "U T O "))).containsExactly("SPACES_REMOVED");
    assertThat(codes(TD3.replace('<', ' ').replace("P UTO", "P<UTO").strip() + "\n")).isNotEmpty();
    assertThat(codes(TD3.replace("\n", ""))).containsExactly("LINES_SPLIT");
    assertThat(codes(TD1.replace("\n", " "))).contains("LINES_SPLIT");
    assertThat(codes("My passport:\n\n" + TD3 + "\nthanks")).contains("LINES_IGNORED");
    for (String text : List.of(TD3.replace("<<", "«"), "\n\n" + TD3, "My passport:\n" + TD3)) {
      assertThat(Mrz.parse(text, TODAY).valid()).as(text).isTrue();
    }
  }

  @Test
  void wrong_lengths_are_named_and_a_shortened_name_line_is_still_read() {
    MrzReading cut = Mrz.parse(TD3.replace("MARIA<<<<<<<<<<<<<<<<<<<", "MARIA<<<"), TODAY);
    assertThat(cut.valid()).isFalse();
    assertThat(cut.codes()).containsExactly("BAD_LENGTH");
    assertThat(cut.mrz().orElseThrow().holder().givenNames()).isEqualTo("ANNA MARIA");
    assertThat(codes(TD3.replace("B<<<<<10", "B<<<<10"))).containsExactly("BAD_LENGTH");
    assertThat(codes("")).containsExactly("BAD_LENGTH");
    assertThat(codes("hello")).contains("BAD_LENGTH");
    assertThat(codes("A".repeat(5000))).containsExactly("TOO_LONG");
  }

  @Test
  void a_name_that_fills_its_field_may_be_cut() {
    String text =
        TD3.replace(
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K");
    MrzReading reading = Mrz.parse(text, TODAY);
    assertThat(reading.valid()).isTrue();
    assertThat(reading.nameTruncated()).isTrue();
    assertThat(reading.codes()).containsExactly("NAME_TRUNCATED");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          261122, 2026-11-22
          261123, 1926-11-23
          250101, 2025-01-01
          000229, 2000-02-29
          010229, ''
          6408<<, 1964-08
          64<<<<, 1964
          26<<<<, 2026
          <<<<<<, ''
          74<<12, 1974
          """)
  void a_birth_lies_in_the_latest_century_that_is_not_the_future(String raw, String expected) {
    String text = TD3.replace("7408122F", raw + Mrz.checkDigit(raw) + "F");
    assertThat(Mrz.parse(text, TODAY).mrz().orElseThrow().holder().birth().toString())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          120415, 2012-04-15
          361231, 2036-12-31
          761231, 2076-12-31
          771231, 1977-12-31
          990101, 1999-01-01
          """)
  void an_expiry_lies_within_half_a_century(String raw, String expected) {
    String text = TD3.replace("F1204159", "F" + raw + Mrz.checkDigit(raw));
    assertThat(Mrz.parse(text, TODAY).mrz().orElseThrow().expiry().toString()).isEqualTo(expected);
  }

  @Test
  void garbage_never_throws() {
    var random = new java.util.Random(9303);
    String alphabet = TD3 + TD1 + "«»\u0000\uD83D\uDE00 \t0Ö＜\r";
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(i % 2 == 0 ? TD3 : TD1_LONG);
      for (int j = random.nextInt(6); j >= 0; j--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
          case 1 -> text.deleteCharAt(at);
          default -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
        }
      }
      MrzReading reading = Mrz.parse(text.toString(), TODAY);
      assertThat(reading.zone() != null || !reading.valid()).isTrue();
    }
  }

  private static List<String> codes(String text) {
    return Mrz.parse(text, TODAY).codes();
  }

  private static String line(String text) {
    MrzReading reading = Mrz.parse(text, TODAY);
    Mrz mrz = reading.mrz().orElseThrow();
    Mrz.Holder holder = mrz.holder();
    assertThat(reading.valid()).isTrue();
    assertThat(reading.checks().values()).containsOnly(true);
    return String.join(
        " ",
        mrz.format().title(),
        mrz.documentCode(),
        mrz.issuer(),
        mrz.number(),
        holder.nationality(),
        holder.birth().toString(),
        holder.sex().text(),
        mrz.expiry().toString(),
        holder.surname() + "|" + holder.givenNames(),
        mrz.optional(),
        reading.codes().toString());
  }
}
