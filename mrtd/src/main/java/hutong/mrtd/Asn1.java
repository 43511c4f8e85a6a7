package hutong.mrtd;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.util.Properties;

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

  /// The bytes inside PEM or bare base64 text; the same array when it is neither.
  static byte[] armoured(byte[] file) {
    boolean readable = file.length > 0 && (file[0] >= ' ' || Character.isWhitespace(file[0]));
    if (!readable || file.length > MrtdLimits.TRUST_FILE) {
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
    return lenient(
        () -> org.bouncycastle.asn1.ASN1ObjectIdentifier.getInstance(primitive(value)).getId());
  }

  /// A UTCTime or GeneralizedTime, with or without seconds.
  static Instant time(Tlv value) throws MalformedException {
    String text = new String(value.content(), StandardCharsets.US_ASCII);
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
        ? text.matches("\\d{12}Z")
        : text.matches("\\d{14}Z") && text.compareTo("2050") >= 0;
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
