package hutong.payment.internal;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/// Finds the QR code on a photo. The photo is looked at and forgotten.
final class PhotoReader {

  /// A photo of more points is not unpacked: forty million fill the memory of a small node.
  private static final long MOST_POINTS = 40_000_000L;

  /// Enough to read a code by, and quick.
  private static final int LONGEST_SIDE = 1_600;

  /// What the code says; empty when there is none, or this is no photo.
  static Optional<String> read(byte[] photo) {
    try (var stream = ImageIO.createImageInputStream(new ByteArrayInputStream(photo))) {
      var readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      var reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        return image(reader).flatMap(PhotoReader::code);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException noPhoto) {
      return Optional.empty();
    }
  }

  private static Optional<BufferedImage> image(ImageReader reader) throws IOException {
    long points = (long) reader.getWidth(0) * reader.getHeight(0);
    if (points > MOST_POINTS) {
      return Optional.empty();
    }
    int step = Math.max(1, Math.max(reader.getWidth(0), reader.getHeight(0)) / LONGEST_SIDE);
    var wanted = reader.getDefaultReadParam();
    wanted.setSourceSubsampling(step, step, 0, 0);
    return Optional.of(reader.read(0, wanted));
  }

  private static Optional<String> code(BufferedImage image) {
    int[] points =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), points);
    return code(source).or(() -> code(source.invert()));
  }

  private static Optional<String> code(LuminanceSource source) {
    try {
      var hints = Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE);
      var bitmap = new BinaryBitmap(new HybridBinarizer(source));
      return Optional.of(new QRCodeReader().decode(bitmap, hints).getText());
    } catch (NotFoundException | ChecksumException | FormatException noCode) {
      return Optional.empty();
    }
  }

  private PhotoReader() {}
}
