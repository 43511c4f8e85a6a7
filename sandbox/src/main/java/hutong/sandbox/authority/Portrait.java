package hutong.sandbox.authority;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/// Draws a friendly face that belongs to nobody: the same person always gets the same one.
final class Portrait {

  /// A picture as the chip stores it.
  // Bytes on their way out, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Picture(byte[] jpeg, int width, int height) {}

  private static final int WIDTH = 240;
  private static final int HEIGHT = 320;
  private static final int CHILD_UNDER = 13;
  private static final int OLD_FROM = 62;
  private static final Color INK = new Color(0x2B2622);
  private static final Color[] SKIN = {
    new Color(0xF6D5BD),
    new Color(0xEBBE9B),
    new Color(0xD9A47C),
    new Color(0xB87B52),
    new Color(0x8D5A3A),
    new Color(0x6A4028)
  };
  private static final Color[] HAIR = {
    new Color(0x2A211C),
    new Color(0x4A3326),
    new Color(0x6E4A2F),
    new Color(0xB98A4E),
    new Color(0x8C3F22),
    new Color(0x15151A)
  };
  private static final Color[] CLOTH = {
    new Color(0x2F5D8C),
    new Color(0x0B6B57),
    new Color(0x8A3B52),
    new Color(0x5C4B8A),
    new Color(0xB0641F),
    new Color(0x41525E)
  };

  /// Letters as strokes on a grid of 4 by 6: a font may not be installed where this runs.
  private static final Map<Character, int[][]> LETTERS =
      Map.of(
          'S', new int[][] {{4, 0, 1, 0, 0, 1, 0, 2, 1, 3, 3, 3, 4, 4, 4, 5, 3, 6, 0, 6}},
          'A', new int[][] {{0, 6, 2, 0, 4, 6}, {1, 4, 3, 4}},
          'N', new int[][] {{0, 6, 0, 0, 4, 6, 4, 0}},
          'D', new int[][] {{0, 0, 2, 0, 4, 2, 4, 4, 2, 6, 0, 6, 0, 0}},
          'B',
              new int[][] {
                {0, 0, 3, 0, 4, 1, 4, 2, 3, 3, 0, 3}, {3, 3, 4, 4, 4, 5, 3, 6, 0, 6, 0, 0}
              },
          'O', new int[][] {{1, 0, 3, 0, 4, 1, 4, 5, 3, 6, 1, 6, 0, 5, 0, 1, 1, 0}},
          'X', new int[][] {{0, 0, 4, 6}, {4, 0, 0, 6}});

  private Portrait() {}

  static Picture of(Holder holder, int yearNow) {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      draw(g, holder, yearNow - holder.birthYear());
    } finally {
      g.dispose();
    }
    return new Picture(jpeg(image), WIDTH, HEIGHT);
  }

  private static void draw(Graphics2D g, Holder holder, int age) {
    var dice = new Random(holder.fullName().hashCode() * 31L + holder.birthYear());
    var skin = pick(SKIN, dice);
    var hair = age >= OLD_FROM ? new Color(0xC9C6C1) : pick(HAIR, dice);
    var cloth = pick(CLOTH, dice);
    boolean child = age < CHILD_UNDER;
    boolean longHair = holder.sex().equals("F") || (holder.sex().equals("X") && dice.nextBoolean());
    boolean glasses = age >= OLD_FROM || dice.nextInt(5) == 0;
    boolean beard = holder.sex().equals("M") && !child && dice.nextInt(3) == 0;

    g.setPaint(new GradientPaint(0, 0, new Color(0xEEF2F4), 0, HEIGHT, new Color(0xD3DCE1)));
    g.fillRect(0, 0, WIDTH, HEIGHT);
    double headWidth = child ? 108 : 112;
    double headHeight = child ? 122 : 142;
    double top = child ? 78 : 62;
    double left = (WIDTH - headWidth) / 2.0;

    if (longHair) {
      g.setColor(hair);
      g.fill(
          new RoundRectangle2D.Double(
              left - 18, top - 16, headWidth + 36, headHeight + 74, 118, 118));
    }
    shoulders(g, cloth, skin, top + headHeight, child);
    g.setColor(skin);
    g.fill(new Ellipse2D.Double(left - 9, top + headHeight * 0.46, 20, 30));
    g.fill(new Ellipse2D.Double(left + headWidth - 11, top + headHeight * 0.46, 20, 30));
    g.fill(new RoundRectangle2D.Double(left, top, headWidth, headHeight, headWidth, 126));
    if (beard) {
      g.setColor(faded(hair, 190));
      g.fill(new Arc2D.Double(left, top + headHeight - 84, headWidth, 84, 180, 180, Arc2D.CHORD));
    }
    fringe(g, hair, left, top, headWidth, dice.nextInt(3));
    features(g, left, top, headWidth, headHeight, skin);
    if (glasses) {
      glasses(g, left, top + headHeight * 0.47, headWidth);
    }
    stamp(g);
  }

  private static void shoulders(Graphics2D g, Color cloth, Color skin, double chin, boolean child) {
    double width = child ? 168 : 214;
    g.setColor(skin.darker());
    g.fill(new RoundRectangle2D.Double(WIDTH / 2.0 - 25, chin - 34, 50, 78, 30, 30));
    g.setColor(cloth);
    g.fill(new RoundRectangle2D.Double((WIDTH - width) / 2, chin + 22, width, HEIGHT, 110, 110));
    g.setColor(skin);
    var neck = new Path2D.Double();
    neck.moveTo(WIDTH / 2.0 - 28, chin + 22);
    neck.quadTo(WIDTH / 2.0, chin + 66, WIDTH / 2.0 + 28, chin + 22);
    neck.closePath();
    g.fill(neck);
  }

  private static void fringe(
      Graphics2D g, Color hair, double left, double top, double width, int style) {
    g.setColor(hair);
    var path = new Path2D.Double();
    path.moveTo(left - 6, top + 66);
    path.curveTo(left - 14, top - 34, left + width + 14, top - 34, left + width + 6, top + 66);
    switch (style) {
      case 0 -> path.quadTo(left + width * 0.8, top + 18, left + width * 0.3, top + 34);
      case 1 -> path.quadTo(left + width * 0.5, top + 4, left + width * 0.1, top + 40);
      default -> path.quadTo(left + width * 0.55, top + 44, left + width * 0.18, top + 22);
    }
    path.quadTo(left + 2, top + 44, left - 6, top + 66);
    path.closePath();
    g.fill(path);
  }

  private static void features(
      Graphics2D g, double left, double top, double width, double height, Color skin) {
    double eyeY = top + height * 0.5;
    g.setColor(INK);
    g.fill(new Ellipse2D.Double(left + width * 0.27 - 6, eyeY - 7, 12, 14));
    g.fill(new Ellipse2D.Double(left + width * 0.73 - 6, eyeY - 7, 12, 14));
    g.setColor(Color.WHITE);
    g.fill(new Ellipse2D.Double(left + width * 0.27 - 1, eyeY - 5, 4, 4));
    g.fill(new Ellipse2D.Double(left + width * 0.73 - 1, eyeY - 5, 4, 4));
    g.setColor(INK);
    g.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Arc2D.Double(left + width * 0.27 - 14, eyeY - 24, 28, 14, 30, 120, Arc2D.OPEN));
    g.draw(new Arc2D.Double(left + width * 0.73 - 14, eyeY - 24, 28, 14, 30, 120, Arc2D.OPEN));
    g.setColor(skin.darker());
    g.draw(new Arc2D.Double(WIDTH / 2.0 - 8, eyeY + 8, 16, 18, 200, 140, Arc2D.OPEN));
    g.setColor(new Color(0x8E3B36));
    g.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Arc2D.Double(WIDTH / 2.0 - 20, eyeY + 26, 40, 22, 200, 140, Arc2D.OPEN));
    g.setColor(faded(new Color(0xD9665A), 60));
    g.fill(new Ellipse2D.Double(left + 8, eyeY + 16, 24, 16));
    g.fill(new Ellipse2D.Double(left + width - 32, eyeY + 16, 24, 16));
  }

  private static void glasses(Graphics2D g, double left, double eyeY, double width) {
    g.setColor(INK);
    g.setStroke(new BasicStroke(3));
    g.draw(new RoundRectangle2D.Double(left + width * 0.27 - 20, eyeY - 12, 40, 34, 20, 20));
    g.draw(new RoundRectangle2D.Double(left + width * 0.73 - 20, eyeY - 12, 40, 34, 20, 20));
    g.draw(new Arc2D.Double(WIDTH / 2.0 - 9, eyeY - 4, 18, 12, 20, 140, Arc2D.OPEN));
  }

  /// The word SANDBOX on a striped band, so that no print of it passes for a photo.
  private static void stamp(Graphics2D g) {
    int band = HEIGHT - 42;
    g.setColor(new Color(0xF5C542));
    g.fillRect(0, band, WIDTH, 42);
    g.setColor(new Color(0x23211C));
    for (int x = -30; x < WIDTH + 30; x += 24) {
      var stripe = new Path2D.Double();
      stripe.moveTo(x, band + 42);
      stripe.lineTo(x + 12, band + 42);
      stripe.lineTo(x + 24, band);
      stripe.lineTo(x + 12, band);
      stripe.closePath();
      g.fill(stripe);
    }
    g.setColor(new Color(0xFFF8E1));
    g.fill(new RoundRectangle2D.Double(34, band + 7, WIDTH - 68, 28, 8, 8));
    g.setColor(new Color(0x23211C));
    g.setStroke(new BasicStroke(3.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    double x = 49;
    var word = "SANDBOX";
    for (int letter = 0; letter < word.length(); letter++) {
      for (var stroke : LETTERS.getOrDefault(word.charAt(letter), new int[0][])) {
        var path = new Path2D.Double();
        path.moveTo(x + stroke[0] * 3.2, band + 12 + stroke[1] * 3.0);
        for (int i = 2; i < stroke.length; i += 2) {
          path.lineTo(x + stroke[i] * 3.2, band + 12 + stroke[i + 1] * 3.0);
        }
        g.draw(path);
      }
      x += 21.5;
    }
  }

  private static byte[] jpeg(BufferedImage image) {
    ImageIO.setUseCache(false);
    var out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "jpg", out)) {
        throw new IllegalStateException("This Java cannot write JPEG.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Color pick(Color[] colors, Random dice) {
    return colors[dice.nextInt(colors.length)];
  }

  private static Color faded(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }
}
