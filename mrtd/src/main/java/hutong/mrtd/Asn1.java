package hutong.mrtd;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.util.Properties;
import org.jspecify.annotations.Nullable;

/// Small readers of ASN.1 values that are milder than the standard where documents are.
final class Asn1 {

  private static final String REST =
      "(\\d{2})(\\d{2})(\\d{2})(\\d{2})(\\d{2})?(?:[.,]\\d+)?(Z|[+-]\\d{4})?";
  private static final Pattern UTC = Pattern.compile("(\\d{2})" + REST);
  private static final Pattern GENERALIZED = Pattern.compile("(\\d{4})" + REST);
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN [A-Z0-9 #]+-----([A-Za-z0-9+/=\\s]*)-----END");
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;

  private Asn1() {}

  /// Runs a reader of BouncyCastle; whatever it throws becomes a finding. Integers with superfluous
  /// leading octets are let through: certificates in use have them.
  static <T> T lenient(Callable<T> reader) throws MalformedException {
    boolean set = Properties.setThreadOverride("org.bouncycastle.asn1.allow_unsafe_integer", true);
    try {
      return reader.call();
    } catch (MalformedException e) {
      throw e;
    } catch (Exception _) {
      throw new MalformedException("not the expected structure");
    } finally {
      if (set) {
        Properties.removeThreadOverride("org.bouncycastle.asn1.allow_unsafe_integer");
      }
    }
  }

  /// True when the beginning can be read as text; lengths of ASN.1 cannot.
  static boolean isText(byte[] file) {
    for (int i = 0; i < Math.min(16, file.length); i++) {
      if (file[i] < ' ' && !Character.isWhitespace(file[i])) {
        return false;
      }
    }
    return file.length > 0;
  }

  /// The bytes inside PEM or bare base64 text; the same array when it is neither.
  static byte[] armoured(byte[] file) {
    if (!isText(file) || file.length > MrtdLimits.TRUST_FILE) {
      return file;
    }
    String text = new String(file, StandardCharsets.ISO_8859_1);
    Matcher pem = PEM.matcher(text);
    String inner = pem.find() ? pem.group(1) : text;
    try {
      byte[] bytes = Base64.getDecoder().decode(inner.replaceAll("\\s", ""));
      return bytes.length > 0 && (bytes[0] & 0x20) != 0 && bytes[0] != file[0] ? bytes : file;
    } catch (IllegalArgumentException _) {
      return file;
    }
  }

  static ASN1Primitive primitive(Tlv value) throws MalformedException {
    return lenient(() -> ASN1Primitive.fromByteArray(value.raw()));
  }

  static String oid(Tlv value) throws MalformedException {
    value.expect(Tlv.OBJECT_IDENTIFIER, "identifier");
    byte[] content = value.content();
    if (content.length == 0 || content.length > 64 || content[content.length - 1] < 0) {
      throw new MalformedException("identifier");
    }
    var text = new StringBuilder(24);
    long arc = 0;
    boolean begun = false;
    for (byte octet : content) {
      if ((!begun && octet == (byte) 0x80) || arc >= 1L << 55) {
        throw new MalformedException("identifier");
      }
      begun = octet < 0;
      arc = (arc << 7) | (octet & 0x7F);
      if (!begun) {
        if (text.isEmpty()) {
          long first = Math.min(arc / 40, 2);
          text.append(first).append('.').append(arc - 40 * first);
        } else {
          text.append('.').append(arc);
        }
        arc = 0;
      }
    }
    return text.toString();
  }

  /// The octets of a bit string that holds whole octets.
  static byte[] bits(Tlv value) throws MalformedException {
    byte[] content = value.expect(Tlv.BIT_STRING, "bit string").content();
    if (content.length == 0 || content[0] != 0) {
      throw new MalformedException("bit string");
    }
    return Arrays.copyOfRange(content, 1, content.length);
  }

  /// A UTCTime or GeneralizedTime, with or without seconds.
  static Instant time(Tlv value) throws MalformedException {
    String text = new String(value.content(), StandardCharsets.US_ASCII);
    Instant usual = usual(text, value.tag());
    if (usual != null) {
      return usual;
    }
    return switch (value.tag()) {
      case UTC_TIME -> time(UTC.matcher(text));
      case GENERALIZED_TIME, 0x80, 0x81 -> time(GENERALIZED.matcher(text));
      default -> throw new MalformedException("not a time");
    };
  }

  /// Whether a time is written as certificates must have it: to the second, in UTC, with two
  /// digits for the year up to 2049 and four after.
  static boolean strictTime(Tlv value) {
    String text = new String(value.content(), StandardCharsets.US_ASCII);
    return value.tag() == UTC_TIME
        ? digitsAndZ(text, 12)
        : digitsAndZ(text, 14) && text.compareTo("2050") >= 0;
  }

  private static boolean digitsAndZ(String text, int digits) {
    if (text.length() != digits + 1 || text.charAt(digits) != 'Z') {
      return false;
    }
    for (int i = 0; i < digits; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static int two(String text, int at) {
    return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
  }

  // The two usual forms without a pattern; null for a day or hour that there is none of.
  private static @Nullable Instant usual(String text, int tag) {
    int at = tag == UTC_TIME ? 2 : 4;
    if (!digitsAndZ(text, at + 10)) {
      return null;
    }
    int year = tag == UTC_TIME ? two(text, 0) : two(text, 0) * 100 + two(text, 2);
    if (tag == UTC_TIME) {
      year += year < 50 ? 2000 : 1900;
    }
    try {
      return LocalDateTime.of(
              year,
              two(text, at),
              two(text, at + 2),
              two(text, at + 4),
              two(text, at + 6),
              two(text, at + 8))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static Instant time(Matcher m) throws MalformedException {
    if (!m.matches()) {
      throw new MalformedException("not a time");
    }
    try {
      int year = Integer.parseInt(m.group(1));
      if (m.group(1).length() == 2) {
        year += year < 50 ? 2000 : 1900;
      }
      String seconds = m.group(6);
      var local =
          LocalDateTime.of(
              year,
              Integer.parseInt(m.group(2)),
              Integer.parseInt(m.group(3)),
              Integer.parseInt(m.group(4)),
              Integer.parseInt(m.group(5)),
              seconds == null ? 0 : Integer.parseInt(seconds));
      String zone = m.group(7);
      return local.toInstant(
          zone == null || zone.equals("Z") ? ZoneOffset.UTC : ZoneOffset.of(zone));
    } catch (DateTimeException _) {
      throw new MalformedException("not a time");
    }
  }
}
