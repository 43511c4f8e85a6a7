package hutong.mrtd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/// Distinguished names made comparable: string type, letter case and spaces do not count.
final class Names {

  private Names() {}

  /// A name of which every part can be read.
  static X500Name read(Tlv value) throws MalformedException {
    Tlv sequence = value.expect(Tlv.SEQUENCE, "name");
    return Asn1.lenient(
        () -> {
          // BouncyCastle reads names late: whatever is wrong inside must come out here.
          X500Name name = X500Name.getInstance(Asn1.primitive(sequence));
          int length = key(name).length() + display(name).length() + country(name).length();
          if (length > MrtdLimits.CERTIFICATE) {
            throw new MalformedException("a very long name");
          }
          name.getEncoded("DER");
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
        if (value.getType().equals(BCStyle.C) && !text(value.getValue()).matches("[A-Z]{2}")) {
          return false;
        }
      }
    }
    return true;
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
    return Normalizer.normalize(value, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .strip()
        .replaceAll("\\s+", " ");
  }
}
