package hutong.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a phone's camera reads is what was drawn.
class QrCodesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HUTONG SAMPLE 0001",
        "https://hutong.example/t/7Hq2?x=1&y=2",
        "胡同 · 互通 · ñandú",
        "00020101021129300012D156000000000510A93FO3230Q5204581253031565802CN6304ABCD"
      })
  void a_drawn_code_is_read_again(String text) throws Exception {
    assertThat(DrawnCode.read(QrCodes.svg(text))).isEqualTo(text);
  }

  @Test
  void the_longest_text_is_read_again() throws Exception {
    var text = "7".repeat(QrCodes.LONGEST_TEXT);
    assertThat(DrawnCode.read(QrCodes.svg(text))).isEqualTo(text);
  }

  @Test
  void what_no_camera_could_read_is_not_drawn() {
    assertThatThrownBy(() -> QrCodes.svg("x".repeat(QrCodes.LONGEST_TEXT + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QrCodes.svg("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_drawing_holds_nothing_of_its_text() {
    assertThat(QrCodes.svg("<script>")).doesNotContain("script");
  }
}
