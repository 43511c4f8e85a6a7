package hutong.proof.seal;

import hutong.proof.Base64Url;
import hutong.proof.Finding;
import hutong.proof.ProofLimits;
import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A visible digital seal (ICAO Doc 9303-13): a header, features, and a signature over both.
///
/// @param features the values of all features by tag, as they were read
/// @param signed the octets under the signature
/// @param signature both numbers at full length
/// @param findings what is wrong with its form
public record VisibleSeal(
    Header header,
    Map<Integer, byte[]> features,
    byte[] signed,
    byte[] signature,
    List<Finding> findings) {

  /// The header of a seal.
  ///
  /// @param version 3 or 4
  /// @param country of the issuer, three letters or fewer
  /// @param signer country and name of the signer, four letters
  /// @param reference of the signer's certificate
  public record Header(
      int version,
      String country,
      String signer,
      String reference,
      LocalDate issued,
      LocalDate sealed,
      int definition,
      int category) {

    /// The kind of document, where it is one of ours.
    public Optional<SealProfile> profile() {
      return SealProfile.of(definition, category);
    }
  }

  static final int MAGIC = 0xdc;
  static final int SIGNATURE = 0xff;

  public VisibleSeal {
    features = new LinkedHashMap<>(features);
    findings = List.copyOf(findings);
  }

  /// True when the octets begin as a seal does.
  static boolean begins(byte[] octets) {
    return octets.length > 1 && (octets[0] & 0xff) == MAGIC;
  }

  /// Reads a seal.
  ///
  /// @throws UnreadableException when header or structure cannot be read at all
  public static VisibleSeal read(byte[] octets) throws UnreadableException {
    if (octets.length > ProofLimits.SEAL) {
      throw new UnreadableException(Reason.TOO_LONG, "seal");
    }
    if (!begins(octets)) {
      throw new UnreadableException(Reason.SEAL_UNREADABLE, "seal");
    }
    var in = new Cursor(octets);
    in.take(1);
    var header = header(in);
    var features = new LinkedHashMap<Integer, byte[]>();
    var findings = new ArrayList<Finding>();
    int end = -1;
    byte[] signature = new byte[0];
    var seen = new HashSet<Integer>();
    while (in.left() > 0) {
      int start = in.at();
      int tag = in.octet();
      byte[] value = in.take(in.length());
      if (tag == SIGNATURE) {
        end = start;
        signature = value;
        break;
      }
      if (!seen.add(tag)) {
        findings.add(Finding.of(Reason.SEAL_FEATURE_TWICE, "feature " + tag));
      }
      features.put(tag, value);
    }
    if (end < 0) {
      throw new UnreadableException(Reason.NO_SIGNATURE, "seal");
    }
    if (features.isEmpty()) {
      findings.add(Finding.of(Reason.SEAL_FEATURE_MISSING, "seal"));
    }
    if (in.left() > 0) {
      findings.add(Finding.of(Reason.SEAL_TRAILING, "seal"));
    }
    if (signature.length == 0) {
      findings.add(Finding.of(Reason.NO_SIGNATURE, "seal"));
    }
    header.profile().ifPresent(profile -> profileFindings(profile, features, findings));
    return new VisibleSeal(header, features, Arrays.copyOf(octets, end), signature, findings);
  }

  private static Header header(Cursor in) throws UnreadableException {
    int version = in.octet();
    if (version != 2 && version != 3) {
      throw new UnreadableException(Reason.SEAL_VERSION, "version");
    }
    String country = C40.decode(in.take(2), "country").strip();
    String signer;
    String reference;
    if (version == 2) {
      String both = C40.decode(in.take(6), "signer");
      signer = both.substring(0, 4);
      reference = both.substring(4).strip();
    } else {
      String first = C40.decode(in.take(4), "signer");
      if (first.length() != 6) {
        throw new UnreadableException(Reason.SEAL_C40, "signer");
      }
      signer = first.substring(0, 4);
      int length = hexadecimal(first.substring(4));
      reference = C40.decode(in.take((length + 2) / 3 * 2), "reference");
      if (reference.length() < length || !reference.substring(length).isBlank()) {
        throw new UnreadableException(Reason.SEAL_C40, "reference");
      }
      reference = reference.substring(0, length);
    }
    LocalDate issued = date(in.take(3), "issued");
    LocalDate sealed = date(in.take(3), "sealed");
    return new Header(
        version + 1, country, signer, reference, issued, sealed, in.octet(), in.octet());
  }

  private static int hexadecimal(String digits) throws UnreadableException {
    if (!digits.matches("[0-9A-F]{2}")) {
      throw new UnreadableException(Reason.SEAL_C40, "signer");
    }
    return Integer.parseInt(digits, 16);
  }

  static LocalDate date(byte[] octets, String where) throws UnreadableException {
    int number = (octets[0] & 0xff) << 16 | (octets[1] & 0xff) << 8 | (octets[2] & 0xff);
    try {
      return LocalDate.of(number % 10_000, number / 1_000_000, number / 10_000 % 100);
    } catch (DateTimeException notADate) {
      throw new UnreadableException(Reason.SEAL_DATE, where);
    }
  }

  private static void profileFindings(
      SealProfile profile, Map<Integer, byte[]> features, List<Finding> findings) {
    var chosen = new HashSet<String>();
    for (var feature : profile.features()) {
      byte[] value = features.get(feature.tag());
      if (value == null) {
        if (feature.presence() == SealProfile.Presence.REQUIRED) {
          findings.add(Finding.of(Reason.SEAL_FEATURE_MISSING, feature.name()));
        }
        continue;
      }
      if (feature.presence() == SealProfile.Presence.ONE_OF && !chosen.add(feature.name())) {
        findings.add(Finding.of(Reason.SEAL_FEATURE_TWICE, feature.name()));
      }
      if (value.length < feature.shortest() || value.length > feature.longest()) {
        findings.add(Finding.of(Reason.SEAL_FEATURE_LENGTH, feature.name()));
      }
      try {
        value(feature.coding(), value, feature.name());
      } catch (UnreadableException e) {
        findings.add(e.finding());
      }
    }
    boolean choice =
        profile.features().stream()
            .anyMatch(each -> each.presence() == SealProfile.Presence.ONE_OF);
    if (choice && chosen.isEmpty()) {
      findings.add(Finding.of(Reason.SEAL_FEATURE_MISSING, "mrz"));
    }
  }

  /// The values by name; of features that nobody defined, by tag in base64url.
  public Map<String, Object> values() {
    var values = new LinkedHashMap<String, Object>();
    var profile = header.profile();
    features.forEach(
        (tag, octets) -> {
          var feature = profile.flatMap(each -> each.feature(tag));
          if (feature.isEmpty()) {
            values.put("feature" + tag, Base64Url.encode(octets));
            return;
          }
          try {
            values.put(
                feature.get().name(), value(feature.get().coding(), octets, feature.get().name()));
          } catch (UnreadableException _) {
            values.put(feature.get().name(), Base64Url.encode(octets));
          }
        });
    return values;
  }

  private static Object value(SealProfile.Coding coding, byte[] octets, String where)
      throws UnreadableException {
    return switch (coding) {
      case MRZ_TD3, MRZ_TD2, MRZ_MRV_A, MRZ_MRV_B -> {
        String zone = C40.decode(octets, where).replace(' ', '<');
        int most = coding.characters();
        String padded = zone.length() < most ? zone + "<".repeat(most - zone.length()) : zone;
        if (padded.length() > 2 * coding.line()) {
          throw new UnreadableException(Reason.SEAL_FEATURE_LENGTH, where);
        }
        String second = padded.substring(coding.line());
        yield padded.substring(0, coding.line())
            + "\n"
            + second
            + "<".repeat(coding.line() - second.length());
      }
      case TEXT -> C40.decode(octets, where).stripTrailing();
      case UTF8 -> {
        try {
          yield StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException notUtf8) {
          throw new UnreadableException(Reason.SEAL_C40, where);
        }
      }
      case NUMBER -> octets.length == 1 ? octets[0] & 0xff : 0;
      case DURATION -> duration(octets, where);
      case OCTETS -> Base64Url.encode(octets);
    };
  }

  private static Map<String, Integer> duration(byte[] octets, String where)
      throws UnreadableException {
    if (octets.length != 3) {
      throw new UnreadableException(Reason.SEAL_FEATURE_LENGTH, where);
    }
    var duration = new LinkedHashMap<String, Integer>();
    duration.put("days", octets[0] & 0xff);
    duration.put("months", octets[1] & 0xff);
    duration.put("years", octets[2] & 0xff);
    return duration;
  }

  /// Reads octets from the front.
  private static final class Cursor {

    private final byte[] in;
    private int at;

    Cursor(byte[] in) {
      this.in = in;
    }

    int at() {
      return at;
    }

    int left() {
      return in.length - at;
    }

    int octet() throws UnreadableException {
      return take(1)[0] & 0xff;
    }

    byte[] take(int length) throws UnreadableException {
      if (length > left()) {
        throw new UnreadableException(Reason.SEAL_TRUNCATED, "seal");
      }
      at += length;
      return Arrays.copyOfRange(in, at - length, at);
    }

    // Up to 127 one octet; above, as DER has it. Seals of version 3 also write up to 254 plainly.
    int length() throws UnreadableException {
      int first = octet();
      if (first == 0x81 && left() > 0 && (in[at] & 0xff) >= 0x80) {
        return octet();
      }
      if (first == 0x82 && left() > 1 && in[at] != 0) {
        return octet() << 8 | octet();
      }
      return first;
    }
  }
}
