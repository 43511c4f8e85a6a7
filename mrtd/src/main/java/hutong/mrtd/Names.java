package hutong.mrtd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/// Distinguished names made comparable: string type, letter case and spaces do not count.
final class Names {

  private static final int REMEMBERED = 4_096;
  private static final ConcurrentMap<ByteBuffer, Known> ISSUERS = new ConcurrentHashMap<>();

  private Names() {}

  /// A name, its [#key], and what people read.
  record Known(X500Name name, String key, String display) {}

  /// The name of an issuer, of whom there are few: each is read once.
  static Known readKnown(Tlv value) throws MalformedException {
    ByteBuffer encoded = ByteBuffer.wrap(value.raw());
    Known known = ISSUERS.get(encoded);
    if (known == null) {
      X500Name name = read(value);
      known = new Known(name, key(name), display(name));
      if (ISSUERS.size() >= REMEMBERED) {
        ISSUERS.clear();
      }
      ISSUERS.put(encoded, known);
    }
    return known;
  }

  /// A name of which every part can be read.
  static X500Name read(Tlv value) throws MalformedException {
    Tlv sequence = value.expect(Tlv.SEQUENCE, "name");
    return Asn1.lenient(
        () -> {
          // BouncyCastle reads names late: whatever is wrong inside must come out here.
          X500Name name = X500Name.getInstance(Asn1.primitive(sequence));
          for (RDN rdn : name.getRDNs()) {
            for (AttributeTypeAndValue part : rdn.getTypesAndValues()) {
              part.getType();
              text(part.getValue());
            }
          }
          return name;
        });
  }

  /// The parts of a name in their order.
  static List<String> parts(X500Name name) {
    List<String> parts = new ArrayList<>();
    for (RDN rdn : name.getRDNs()) {
      List<String> values = new ArrayList<>();
      for (AttributeTypeAndValue value : rdn.getTypesAndValues()) {
        values.add(value.getType().getId() + "=" + plain(text(value.getValue())));
      }
      values.sort(null);
      parts.add(String.join("+", values));
    }
    return parts;
  }

  /// One text for equal names.
  static String key(X500Name name) {
    return String.join("\u0000", parts(name));
  }

  /// One text for names of equal parts in any order.
  static String unordered(X500Name name) {
    return String.join("\u0000", parts(name).stream().sorted().toList());
  }

  /// The country in capitals, or empty.
  static String country(X500Name name) {
    RDN[] countries = name.getRDNs(BCStyle.C);
    if (countries.length == 0) {
      return "";
    }
    for (AttributeTypeAndValue value : countries[0].getTypesAndValues()) {
      if (value.getType().equals(BCStyle.C)) {
        return text(value.getValue()).strip().toUpperCase(Locale.ROOT);
      }
    }
    return "";
  }

  /// False when a country is written otherwise than as two capitals.
  static boolean countryAsStandard(X500Name name) {
    for (RDN rdn : name.getRDNs(BCStyle.C)) {
      for (AttributeTypeAndValue value : rdn.getTypesAndValues()) {
        if (value.getType().equals(BCStyle.C) && !twoCapitals(text(value.getValue()))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean twoCapitals(String text) {
    return text.length() == 2 && text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }

  /// The name for people to read.
  static String display(X500Name name) {
    try {
      return name.toString();
    } catch (RuntimeException _) {
      return String.join(",", parts(name));
    }
  }

  // Names in use are not always what their string type promises.
  private static String text(ASN1Encodable value) {
    if (!(value.toASN1Primitive() instanceof ASN1String string)) {
      return value.toString();
    }
    try {
      return string.getString();
    } catch (RuntimeException _) {
      return octets(value);
    }
  }

  private static String octets(ASN1Encodable value) {
    try {
      byte[] encoded = value.toASN1Primitive().getEncoded();
      return new String(Tlv.read(encoded).content(), StandardCharsets.ISO_8859_1);
    } catch (IOException | MalformedException _) {
      return "";
    }
  }

  private static String plain(String value) {
    String lower = isAscii(value) ? value.toLowerCase(Locale.ROOT) : value;
    if (isPlain(lower)) {
      return lower;
    }
    return Normalizer.normalize(value, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .strip()
        .replaceAll("\\s+", " ");
  }

  private static boolean isAscii(String value) {
    return value.chars().allMatch(c -> c < 0x7F);
  }

  // Most values need no change but that of letter case.
  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean space = c == ' ' && i > 0 && i + 1 < value.length() && value.charAt(i + 1) != ' ';
      boolean kept = (c > ' ' && c < 'A') || (c > 'Z' && c < 0x7F);
      if (!space && !kept) {
        return false;
      }
    }
    return true;
  }
}
