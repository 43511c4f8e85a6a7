package hutong.payment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.qrcode.QRCodeWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhotoReaderTest {

  @Test
  void a_code_on_a_photo_is_read() throws IOException, WriterException {
    var text = "00020101021126280013cn.hutong.pay0107noodles";
    for (var form : new String[] {"png", "jpg"}) {
      assertThat(PhotoReader.read(photo(text, form))).as(form).contains(text);
    }
  }

  @Test
  void what_is_no_photo_or_has_no_code_is_said_to_be_so() throws IOException, WriterException {
    assertThat(PhotoReader.read(new byte[0])).isEmpty();
    assertThat(PhotoReader.read("not a photo".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEmpty();
    long seed = 5L;
    var random = new Random(seed);
    byte[] right = photo("00020101", "png");
    for (int i = 0; i < 200; i++) {
      var bytes = right.clone();
      for (int k = 0; k < 20; k++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertThat(PhotoReader.read(bytes)).as("seed " + seed).isNotNull();
    }
  }

  private static byte[] photo(String text, String form) throws IOException, WriterException {
    var out = new ByteArrayOutputStream();
    var matrix = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 600, 600);
    MatrixToImageWriter.writeToStream(matrix, form, out);
    return out.toByteArray();
  }
}
