package hutong.web;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;

/// Draws QR codes as SVG, so that they are sharp on any screen and need no second request.
public final class QrCodes {

  /// More would be too dense for a phone's camera at arm's length.
  public static final int LONGEST_TEXT = 1_200;

  private static final int QUIET = 4;

  private QrCodes() {}

  /// An `<svg>` of this text: dark on white in every theme, with its quiet zone. Safe to put into
  /// a page as it is: it holds numbers only.
  public static String svg(String text) {
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("a QR code of " + text.length() + " characters");
    }
    var cells = cells(text);
    int size = cells.getWidth() + 2 * QUIET;
    var svg = new StringBuilder(4_096);
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    svg.append(size).append(' ').append(size);
    svg.append("\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h");
    svg.append(size).append('v').append(size).append("H0z\"/><path fill=\"#000\" d=\"");
    for (int y = 0; y < cells.getHeight(); y++) {
      drawRow(cells, y, svg);
    }
    return svg.append("\"/></svg>").toString();
  }

  private static void drawRow(ByteMatrix cells, int y, StringBuilder svg) {
    int x = 0;
    while (x < cells.getWidth()) {
      int start = x;
      while (x < cells.getWidth() && cells.get(x, y) == 1) {
        x++;
      }
      if (x > start) {
        svg.append('M').append(start + QUIET).append(' ').append(y + QUIET);
        svg.append('h').append(x - start).append("v1h-").append(x - start).append('z');
      }
      x++;
    }
  }

  private static ByteMatrix cells(String text) {
    try {
      var hints = Map.of(EncodeHintType.CHARACTER_SET, "UTF-8");
      return Encoder.encode(text, ErrorCorrectionLevel.M, hints).getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException("not a text for a QR code", e);
    }
  }
}
