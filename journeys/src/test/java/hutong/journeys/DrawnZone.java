package hutong.journeys;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/// A made-up document, photographed badly: turned, sheared, blurred, in shadow, noisy, compressed.
record DrawnZone(String format, List<String> lines) {

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  static DrawnZone random(String format, Random random) {
    var state = List.of("PRT", "D<<", "USA", "UTO", "JPN").get(random.nextInt(5));
    var number = word(random, 1) + digits(random, 8);
    var birth = day(random, 1950 + random.nextInt(70));
    var expiry = day(random, 2026 + random.nextInt(10));
    var sex = random.nextBoolean() ? "F" : "M";
    var name =
        word(random, 3 + random.nextInt(8))
            + "<<"
            + word(random, 3 + random.nextInt(6))
            + "<"
            + word(random, 2 + random.nextInt(5));
    var n = number + check(number);
    var b = birth + check(birth);
    var e = expiry + check(expiry);
    var middle = n + state + b + sex + e;
    var lines =
        switch (format) {
          case "TD1" -> {
            var first = pad("I<" + state + n, 30);
            var second = pad(b + sex + e + state, 29);
            var all = first.substring(5) + b + e + second.substring(18);
            yield List.of(first, second + check(all), pad(name, 30));
          }
          case "TD2" -> {
            var rest = "<<<<<<<";
            yield List.of(pad("I<" + state + name, 36), middle + rest + check(n + b + e + rest));
          }
          case "TD3" -> {
            var rest = digits(random, 14);
            var all = n + b + e + rest + check(rest);
            yield List.of(pad("P<" + state + name, 44), middle + rest + check(rest) + check(all));
          }
          case "MRVA" -> List.of(pad("V<" + state + name, 44), pad(middle, 44));
          case "MRVB" -> List.of(pad("V<" + state + name, 36), pad(middle, 36));
          default -> throw new IllegalArgumentException(format);
        };
    return new DrawnZone(format, lines);
  }

  /// A photo of it as JPEG.
  byte[] photo(Random random) {
    double size = 20 + random.nextDouble() * 10;
    var font = font().deriveFont((float) (size * 1.35));
    double pitch = size * 1.06;
    int width = (int) (pitch * (lines.getFirst().length() + 6));
    int height = (int) (width * 0.75);
    var paper = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var g = paper.createGraphics();
    smooth(g);
    g.setColor(new Color(70, 72, 78));
    g.fillRect(0, 0, width, height);
    g.translate(width / 2.0, height / 2.0);
    g.transform(AffineTransform.getRotateInstance((random.nextDouble() - 0.5) * 0.3));
    g.transform(AffineTransform.getShearInstance((random.nextDouble() - 0.5) * 0.1, 0));
    g.translate(-width / 2.0, -height / 2.0);
    int light = 190 + random.nextInt(50);
    g.setColor(new Color(light, light, light - 12));
    g.fillRect(width / 30, height / 8, width - width / 15, height * 3 / 4);
    g.setColor(new Color(light - 25, light - 15, light - 20));
    for (int y = height / 7; y < height * 6 / 7; y += 9) {
      g.drawLine(width / 30, y, width - width / 30, y + random.nextInt(12));
    }
    g.setColor(new Color(110, 95, 90));
    g.fillRect(width / 12, height / 5, width / 5, height / 3);
    g.setColor(Color.DARK_GRAY);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, (int) (size * 0.7)));
    g.drawString("PASSPORT  Utopia 2031  Specimen", width / 3, height / 4);
    g.setFont(font);
    g.setColor(new Color(20, 20, 30));
    double y = height * 0.84 - (lines.size() - 1) * size * 1.9;
    for (var line : lines) {
      for (int i = 0; i < line.length(); i++) {
        g.drawString(line.substring(i, i + 1), (float) (pitch * (3 + i)), (float) y);
      }
      y += size * 1.9;
    }
    g.dispose();
    return jpeg(spoilt(paper, random), 0.5f + random.nextFloat() * 0.4f);
  }

  private static BufferedImage spoilt(BufferedImage paper, Random random) {
    int reach = 1 + random.nextInt(2);
    float[] weights = new float[(2 * reach + 1) * (2 * reach + 1)];
    Arrays.fill(weights, 1f / weights.length);
    var kernel = new Kernel(2 * reach + 1, 2 * reach + 1, weights);
    var soft = new ConvolveOp(kernel, ConvolveOp.EDGE_NO_OP, null).filter(paper, null);
    double shadow = random.nextDouble() * 0.45;
    double noise = random.nextDouble() * 9;
    double edge = random.nextDouble() * soft.getWidth();
    for (int y = 0; y < soft.getHeight(); y++) {
      for (int x = 0; x < soft.getWidth(); x++) {
        double dim = 1 - shadow / (1 + Math.exp((x - edge) / 60.0));
        int grain = (int) (random.nextGaussian() * noise);
        int rgb = soft.getRGB(x, y);
        int made = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
          int value = (int) (((rgb >> shift) & 255) * dim) + grain;
          made |= Math.clamp(value, 0, 255) << shift;
        }
        soft.setRGB(x, y, made);
      }
    }
    return soft;
  }

  private static byte[] jpeg(BufferedImage picture, float quality) {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(quality);
    var out = new ByteArrayOutputStream();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static void smooth(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
  }

  private static Font font() {
    try (var in = DrawnZone.class.getResourceAsStream("/ocr-b/OCRB.otf")) {
      return Font.createFont(Font.TRUETYPE_FONT, Objects.requireNonNull(in));
    } catch (FontFormatException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pad(String text, int length) {
    return (text + "<".repeat(length)).substring(0, length);
  }

  private static String word(Random random, int length) {
    var made = new StringBuilder();
    for (int i = 0; i < length; i++) {
      made.append(LETTERS.charAt(random.nextInt(26)));
    }
    return made.toString();
  }

  private static String digits(Random random, int length) {
    var made = new StringBuilder();
    for (int i = 0; i < length; i++) {
      made.append((char) ('0' + random.nextInt(10)));
    }
    return made.toString();
  }

  private static String day(Random random, int year) {
    return "%02d%02d%02d".formatted(year % 100, 1 + random.nextInt(12), 1 + random.nextInt(28));
  }

  private static char check(String text) {
    int sum = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int value = c == '<' ? 0 : Character.isDigit(c) ? c - '0' : c - 'A' + 10;
      sum += value * new int[] {7, 3, 1}[i % 3];
    }
    return (char) ('0' + sum % 10);
  }
}
