package hutong.proof.seal;

import hutong.proof.SignatureKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/// A visible digital seal about to be made, with a header of version 4.
///
/// @param country of the issuer, up to three letters
/// @param signer two letters of the signer's country and two of its name
/// @param reference of the signer's certificate: its serial number in hexadecimal
/// @param values of the features by name; texts, a whole number, or octets
public record NewSeal(
    SealProfile profile,
    String country,
    String signer,
    String reference,
    LocalDate issued,
    LocalDate sealed,
    Map<String, Object> values) {

  public NewSeal {
    if (!signer.matches("[A-Z]{2}[A-Z0-9]{2}") || !reference.matches("[0-9A-F]{1,40}")) {
      throw new IllegalArgumentException("Signer of four signs, reference in hexadecimal");
    }
    values = new LinkedHashMap<>(values);
  }

  /// The octets of the seal.
  public byte[] sign(SignatureKey key) {
    var out = new ByteArrayOutputStream();
    out.write(VisibleSeal.MAGIC);
    out.write(3);
    out.writeBytes(C40.encode((country + "<<").substring(0, 3)));
    out.writeBytes(C40.encode("%s%02X".formatted(signer, reference.length())));
    out.writeBytes(C40.encode(reference));
    out.writeBytes(date(issued));
    out.writeBytes(date(sealed));
    out.write(profile.definition());
    out.write(profile.category());
    for (var feature : profile.features()) {
      Object value = values.get(feature.name());
      if (value != null && fits(feature, value)) {
        field(out, feature.tag(), octets(feature, value));
      } else if (feature.presence() == SealProfile.Presence.REQUIRED) {
        throw new IllegalArgumentException("Lacks " + feature.name());
      }
    }
    byte[] signature = key.sign(out.toByteArray());
    field(out, VisibleSeal.SIGNATURE, signature);
    return out.toByteArray();
  }

  // Of two zones that share a name, the one whose lines are as long.
  private static boolean fits(SealProfile.Feature feature, Object value) {
    return feature.presence() != SealProfile.Presence.ONE_OF
        || String.valueOf(value).lines().findFirst().orElse("").length() == feature.coding().line();
  }

  private static byte[] octets(SealProfile.Feature feature, Object value) {
    byte[] octets =
        switch (feature.coding()) {
          case MRZ_TD3, MRZ_TD2, MRZ_MRV_A, MRZ_MRV_B -> {
            String zone = String.valueOf(value).replace("\n", "").replace("\r", "");
            if (zone.length() < feature.coding().characters()) {
              throw new IllegalArgumentException("A zone of " + zone.length() + " characters");
            }
            yield C40.encode(zone.substring(0, feature.coding().characters()));
          }
          case TEXT -> C40.encode(String.valueOf(value));
          case UTF8 -> String.valueOf(value).getBytes(StandardCharsets.UTF_8);
          case NUMBER -> new byte[] {((Number) value).byteValue()};
          case DURATION, OCTETS -> ((byte[]) value).clone();
        };
    if (octets.length < feature.shortest() || octets.length > feature.longest()) {
      throw new IllegalArgumentException(feature.name() + " has " + octets.length + " octets");
    }
    return octets;
  }

  private static void field(ByteArrayOutputStream out, int tag, byte[] value) {
    out.write(tag);
    if (value.length > 255) {
      out.write(0x82);
      out.write(value.length >> 8);
    } else if (value.length > 127) {
      out.write(0x81);
    }
    out.write(value.length & 0xff);
    out.writeBytes(value);
  }

  private static byte[] date(LocalDate date) {
    int number = date.getMonthValue() * 1_000_000 + date.getDayOfMonth() * 10_000 + date.getYear();
    return new byte[] {(byte) (number >> 16), (byte) (number >> 8), (byte) number};
  }
}
