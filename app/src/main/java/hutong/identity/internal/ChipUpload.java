package hutong.identity.internal;

import hutong.web.Problem;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/// Names and bounds of chip files, however they arrive.
final class ChipUpload {

  private static final Pattern GROUP = Pattern.compile("(?:EF[._-]?)?(DG ?0?(\\d{1,2})|COM|SOD)");

  /// The file's name on the chip: `EF.SOD`, `ef_dg1.bin` and `DG01.dat` are all understood.
  static Optional<String> name(String fileName) {
    var plain = fileName.toUpperCase(Locale.ROOT).replaceFirst("^.*[/\\\\]", "");
    var matcher = GROUP.matcher(plain.replaceFirst("\\.(BIN|DAT|DER|HEX)$", ""));
    if (!matcher.find()) {
      return Optional.empty();
    }
    return Optional.of(
        matcher.group(2) == null ? matcher.group(1) : "DG" + Integer.parseInt(matcher.group(2)));
  }

  static void bound(Map<String, byte[]> files) {
    long total = 0;
    for (byte[] file : files.values()) {
      total += file.length;
      if (file.length > DocumentLimits.CHIP_FILE_BYTES) {
        throw Problem.of("web", "TOO_LARGE", HttpStatus.CONTENT_TOO_LARGE).stop();
      }
    }
    if (total > DocumentLimits.CHIP_TOTAL_BYTES) {
      throw Problem.of("web", "TOO_LARGE", HttpStatus.CONTENT_TOO_LARGE).stop();
    }
  }

  private ChipUpload() {}
}
