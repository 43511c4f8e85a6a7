package hutong.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a phone's camera reads is what was drawn.
class QrCodesTest {

  private static final int SCALE = 4;
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z");
  private static final Pattern SIZE = Pattern.compile("viewBox=\"0 0 (\\d+) ");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HUTONG SAMPLE 0001",
        "https://hutong.example/t/7Hq2?x=1&y=2",
        "胡同 · 互通 · ñandú",
        "00020101021129300012D156000000000510A93FO3230Q5204581253031565802CN6304ABCD"
      })
  void a_drawn_code_is_read_again(String text) throws Exception {
    var image = draw(QrCodes.svg(text));
    var bitmap = new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image)));
    assertThat(new QRCodeReader().decode(bitmap).getText()).isEqualTo(text);
  }

  @Test
  void the_longest_text_is_read_again() throws Exception {
    var text = "7".repeat(QrCodes.LONGEST_TEXT);
    var image = draw(QrCodes.svg(text));
    var bitmap = new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image)));
    assertThat(new QRCodeReader().decode(bitmap).getText()).isEqualTo(text);
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

  private static BufferedImage draw(String svg) {
    var size = SIZE.matcher(svg);
    assertThat(size.find()).isTrue();
    int cells = Integer.parseInt(size.group(1));
    var image = new BufferedImage(cells * SCALE, cells * SCALE, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, cells * SCALE, cells * SCALE);
    pen.setColor(Color.BLACK);
    var run = RUN.matcher(svg);
    while (run.find()) {
      int length = Integer.parseInt(run.group(3)) * SCALE;
      int x = Integer.parseInt(run.group(1)) * SCALE;
      pen.fillRect(x, Integer.parseInt(run.group(2)) * SCALE, length, SCALE);
    }
    pen.dispose();
    return image;
  }
}
