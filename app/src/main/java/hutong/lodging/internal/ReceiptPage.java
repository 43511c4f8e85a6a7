package hutong.lodging.internal;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;
import hutong.language.Words;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.springframework.core.io.ClassPathResource;

/// Draws a receipt on one A4 page. Lengths are points, from the lower left corner.
final class ReceiptPage {

  private static final String TYPEFACE = "fonts/NotoSansSC_400Regular.ttf";
  private static final Color INK = new Color(0x1f, 0x24, 0x21);
  private static final Color QUIET = new Color(0x5c, 0x66, 0x60);
  private static final Color LINE = new Color(0xd5, 0xda, 0xd6);
  private static final Color RIBBON = new Color(0xff, 0xe9, 0xa8);
  private static final float MARGIN = 56;
  private static final float VALUES = 220;
  private static final float SQUARE = 132;
  private static final int MOST_LINES = 5;

  private final PDPageContentStream out;
  private final PDFont font;
  private float y = PDRectangle.A4.getHeight() - MARGIN;

  private ReceiptPage(PDPageContentStream out, PDFont font) {
    this.out = out;
    this.font = font;
  }

  /// One line of the receipt.
  ///
  /// @param label key of its name
  /// @param value in each language
  record Fact(String label, Function<Words, String> value) {}

  /// @param words Chinese first, then the reader's language if that is another
  /// @param ribbon the notice of a practice world, in the same languages; may be empty
  /// @param code what the square says
  record Content(List<Words> words, List<Fact> facts, List<String> ribbon, String code) {}

  static byte[] draw(Content content) throws IOException {
    try (var document = new PDDocument();
        var typeface = new ClassPathResource(TYPEFACE).getInputStream()) {
      var font = PDType0Font.load(document, typeface, true);
      var page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      var title = content.words().getFirst().t("lodging.receipt.title");
      document.getDocumentInformation().setTitle(title);
      try (var out = new PDPageContentStream(document, page)) {
        new ReceiptPage(out, font).draw(content.words(), content);
      }
      var bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    }
  }

  private void draw(List<Words> words, Content content) throws IOException {
    ribbon(content.ribbon());
    y -= 22;
    for (var each : words) {
      boolean first = each.equals(words.getFirst());
      text(each.t("lodging.receipt.title"), MARGIN, first ? 22 : 12, first ? INK : QUIET);
      y -= 20;
    }
    for (var fact : content.facts()) {
      fact(words, fact);
    }
    line();
    square(content.code());
    y -= 14;
    for (var each : words) {
      paragraph(each.t("lodging.receipt.seal"), 10, INK);
      paragraph(each.t("lodging.receipt.law"), 9, QUIET);
      y -= 8;
    }
  }

  private void ribbon(List<String> notices) throws IOException {
    if (notices.isEmpty()) {
      return;
    }
    float height = 14 * notices.size() + 8;
    out.setNonStrokingColor(RIBBON);
    out.addRect(0, PDRectangle.A4.getHeight() - height, PDRectangle.A4.getWidth(), height);
    out.fill();
    float below = y;
    y = PDRectangle.A4.getHeight() - 15;
    for (var notice : notices) {
      text(notice, MARGIN, 9, INK);
      y -= 14;
    }
    y = Math.min(below, y - 14);
  }

  private void fact(List<Words> words, Fact fact) throws IOException {
    line();
    float top = y;
    y = top - 16;
    var values = new ArrayList<String>();
    for (var each : words) {
      boolean first = each.equals(words.getFirst());
      text(each.t(fact.label()), MARGIN, first ? 11 : 9, QUIET);
      y -= 14;
      var value = fact.value().apply(each);
      if (!values.contains(value)) {
        values.add(value);
      }
    }
    float afterLabel = y;
    y = top - 16;
    for (var line : lines(String.join("\n", values), 11, right() - VALUES)) {
      text(line, VALUES, 11, INK);
      y -= 15;
    }
    y = Math.min(y, afterLabel) + 4;
  }

  private void paragraph(String text, float size, Color colour) throws IOException {
    float x = MARGIN + SQUARE + 20;
    for (var line : lines(text, size, right() - x)) {
      text(line, x, size, colour);
      y -= size + 5;
    }
  }

  private void line() throws IOException {
    out.setStrokingColor(LINE);
    out.setLineWidth(0.6f);
    out.moveTo(MARGIN, y);
    out.lineTo(right(), y);
    out.stroke();
  }

  private void square(String code) throws IOException {
    try {
      var cells = Encoder.encode(code, ErrorCorrectionLevel.M).getMatrix();
      float cell = SQUARE / cells.getWidth();
      float top = y - 12;
      out.setNonStrokingColor(Color.BLACK);
      for (int row = 0; row < cells.getHeight(); row++) {
        for (int column = 0; column < cells.getWidth(); column++) {
          if (cells.get(column, row) == 1) {
            out.addRect(MARGIN + column * cell, top - (row + 1) * cell, cell, cell);
          }
        }
      }
      out.fill();
    } catch (WriterException e) {
      throw new IOException("not a text for a QR code", e);
    }
  }

  private void text(String text, float x, float size, Color colour) throws IOException {
    out.beginText();
    out.setNonStrokingColor(colour);
    out.setFont(font, size);
    out.newLineAtOffset(x, y);
    out.showText(drawable(text));
    out.endText();
  }

  private List<String> lines(String text, float size, float width) throws IOException {
    var lines = new ArrayList<String>();
    for (var whole : text.lines().toList()) {
      var rest = drawable(whole).strip();
      while (!rest.isEmpty() && lines.size() < MOST_LINES) {
        int end = fitting(rest, size, width);
        lines.add(rest.substring(0, end).strip());
        rest = rest.substring(end).strip();
      }
    }
    return lines;
  }

  /// How much of the text fits: up to a space if there is one, else anywhere, as in Chinese.
  private int fitting(String text, float size, float width) throws IOException {
    float used = 0;
    int space = 0;
    int at = 0;
    while (at < text.length()) {
      int next = text.offsetByCodePoints(at, 1);
      used += font.getStringWidth(text.substring(at, next)) / 1000 * size;
      if (used > width) {
        return space > 0 ? space : Math.max(at, 1);
      }
      at = next;
      if (text.charAt(at - 1) == ' ') {
        space = at;
      }
    }
    return at;
  }

  /// The same text with a square in place of what the typeface does not have.
  private String drawable(String text) throws IOException {
    var shown = new StringBuilder();
    for (int letter : text.codePoints().toArray()) {
      var one = Character.toString(letter);
      shown.append(has(one) ? one : Character.isWhitespace(letter) ? " " : "\u25a1");
    }
    return shown.toString();
  }

  private boolean has(String letter) throws IOException {
    try {
      return font.getStringWidth(letter) >= 0;
    } catch (IllegalArgumentException missing) {
      return false;
    }
  }

  private static float right() {
    return PDRectangle.A4.getWidth() - MARGIN;
  }
}
