package hutong.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextOperationTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          plain,                                  VALID
          João d’Ávila,                           VALID
          Nguyễn Văn A,                           VALID
          北京 东城区 Beijing ビル 서울,          VALID
          Привет world,                           VALID
          مرحبا بكم,                              VALID
          می\\u200cخواهم,                          VALID
          क्\\u200dष,                              VALID
          👨\\u200d👩\\u200d👧,                      VALID
          ❤\\ufe0f,                                VALID
          🏴\\udb40\\udc67\\udb40\\udc62\\udb40\\udc7f, VALID
          p\\u0430ypal,                            INVALID MIXED_SCRIPTS
          \\u0440\\u0430\\u0443 bill,                INCOMPLETE CONFUSABLE
          a\\u202eb,                               INVALID BIDI_CONTROL
          a\\u2066b\\u2069,                         INVALID BIDI_CONTROL
          a\\u200eb,                               INCOMPLETE BIDI_MARK
          a\\u200bb,                               INCOMPLETE ZERO_WIDTH
          a\\u200db,                               INCOMPLETE ZERO_WIDTH
          a\\u00adb,                               INCOMPLETE ZERO_WIDTH
          a\\ufeffb,                               INCOMPLETE ZERO_WIDTH
          a\\u0007b,                               INVALID CONTROL_CHARACTER
          a\\u0000b,                               INVALID CONTROL_CHARACTER
          a\\u0085b,                               INVALID CONTROL_CHARACTER
          a\\u2028b,                               INVALID CONTROL_CHARACTER
          a\\ud800b,                               INVALID LONE_SURROGATE
          a\\ufffeb,                               INVALID NONCHARACTER
          a\\udb40\\udc41b,                         INVALID TAG_CHARACTER
          a\\ue000b,                               INCOMPLETE PRIVATE_USE
          a\\u0378b,                               INCOMPLETE UNASSIGNED
          '',                                     INCOMPLETE EMPTY
          """)
  void a_text_is_judged(String text, String expected) {
    var answer = TextOperation.answer(unescaped(text));
    assertThat((answer.verdict() + " " + String.join(" ", answer.codes())).strip())
        .isEqualTo(expected);
  }

  @Test
  void what_is_hidden_is_taken_out_and_what_is_written_stays() {
    assertThat(TextOperation.answer("  Joa\u0303o\u202e\u200b \r\n x ").fields())
        .containsEntry("normalised", "João \n x");
  }

  @Test
  void marks_without_end_are_cut() {
    var answer = TextOperation.answer("a" + "\u0301".repeat(100));
    assertThat(answer.codes()).containsExactly("TOO_MANY_MARKS");
    assertThat((String) answer.fields().get("normalised")).hasSizeLessThan(12);
  }

  @Test
  void normalising_twice_changes_nothing_more() {
    for (var text : new String[] {"\u1e9b\u0323", "e\u200b\u0301", "a\u202e\u0300", "\u0344"}) {
      var once = String.valueOf(TextOperation.answer(text).fields().get("normalised"));
      assertThat(TextOperation.answer(once).fields()).containsEntry("changed", false);
    }
  }

  private static String unescaped(String text) {
    return Pattern.compile("\\\\u([0-9a-f]{4})")
        .matcher(text)
        .replaceAll(hex -> Character.toString((char) Integer.parseInt(hex.group(1), 16)));
  }
}
