package hutong.web;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.regex.Pattern;

/// Reads the codes that pages draw, as a camera would.
public final class DrawnCode {

  private static final int SCALE = 4;
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z");
  private static final Pattern SIZE = Pattern.compile("(?i)viewBox=\"0 0 (\\d+) (?!24\\b)");

  private DrawnCode() {}

  /// What the code in this drawing says.
  public static String read(String svg) throws ReaderException {
    var image = draw(svg);
    var bitmap = new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image)));
    return new QRCodeReader().decode(bitmap).getText();
  }

  private static BufferedImage draw(String svg) {
    var size = SIZE.matcher(svg);
    if (!size.find()) {
      throw new IllegalArgumentException("no drawing");
    }
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
