package hutong.mrtd.probe;

import hutong.mrtd.MrtdLimits;
import hutong.mrtd.Reason;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values of a request, each within its limit and of its type.
final class RequestValues {

  private final Map<String, ?> request;

  RequestValues(Map<String, ?> request) {
    this.request = request;
  }

  String text(String name) throws BadRequestException {
    Object value = request.get(name);
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Number number) {
      return number.toString();
    }
    throw bad(name, value == null ? "is missing" : "is not text");
  }

  /// The list of texts of the first name that is there; a single text counts as a list of one.
  List<String> texts(String... names) throws BadRequestException {
    for (String name : names) {
      Object value = request.get(name);
      if (value instanceof String text) {
        return List.of(text);
      }
      if (value instanceof List<?> list) {
        if (list.size() > MrtdLimits.MRZ_TEXT_LINES) {
          throw new BadRequestException(Reason.TOO_LONG, name, "too many lines");
        }
        List<String> texts = new ArrayList<>();
        for (Object each : list) {
          if (!(each instanceof String text)) {
            throw bad(name, "is not a list of texts");
          }
          texts.add(text);
        }
        return texts;
      }
      if (value != null) {
        throw bad(name, "is not text");
      }
    }
    throw bad(names[0], "is missing");
  }

  Instant instant(String name, Instant otherwise) throws BadRequestException {
    Object value = request.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      if (value instanceof String text) {
        return text.length() == 10
            ? Instant.parse(text + "T00:00:00Z")
            : OffsetDateTime.parse(text).toInstant();
      }
    } catch (DateTimeException _) {
      throw bad(name, "is not an ISO time");
    }
    throw bad(name, "is not an ISO time");
  }

  byte[] binary(String name) throws BadRequestException {
    return decode(name, request.get(name), MrtdLimits.TRUST_FILE);
  }

  /// A list of binary values; missing counts as empty, a single value as a list of one.
  List<byte[]> bytes(String name) throws BadRequestException {
    Object value = request.get(name);
    if (value == null) {
      return List.of();
    }
    List<?> list = value instanceof List<?> many ? many : List.of(value);
    if (list.size() > MrtdLimits.TRUST_CERTIFICATES) {
      throw new BadRequestException(Reason.TOO_LARGE, name, "too many values");
    }
    List<byte[]> values = new ArrayList<>();
    for (Object each : list) {
      values.add(decode(name, each, MrtdLimits.TRUST_FILE));
    }
    return values;
  }

  Map<String, byte[]> files(String name) throws BadRequestException {
    if (!(request.get(name) instanceof Map<?, ?> map)) {
      throw bad(name, "is not a map of files");
    }
    if (map.size() > MrtdLimits.CHIP_FILES) {
      throw new BadRequestException(Reason.TOO_MANY_FILES, name, "too many files");
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Map.Entry<?, ?> file : map.entrySet()) {
      String key = String.valueOf(file.getKey());
      files.put(key, decode(key, file.getValue(), MrtdLimits.CHIP_FILES_TOTAL));
    }
    return files;
  }

  private static byte[] decode(String name, @Nullable Object value, int limit)
      throws BadRequestException {
    if (!(value instanceof String text)) {
      throw bad(name, value == null ? "is missing" : "is not base64 text");
    }
    if (text.length() / 4 * 3L > limit) {
      throw new BadRequestException(Reason.TOO_LARGE, name, "larger than the limit");
    }
    String start = text.stripLeading();
    if (text.contains("-----BEGIN") || start.startsWith("dn:") || start.startsWith("version:")) {
      return start.getBytes(StandardCharsets.ISO_8859_1);
    }
    try {
      String plain = text.replaceAll("\\s", "").replace('-', '+').replace('_', '/');
      return Base64.getDecoder().decode(plain);
    } catch (IllegalArgumentException _) {
      throw new BadRequestException(Reason.BAD_BASE64, name, "is not base64");
    }
  }

  private static BadRequestException bad(String name, String detail) {
    return new BadRequestException(Reason.BAD_REQUEST, name, detail);
  }
}
