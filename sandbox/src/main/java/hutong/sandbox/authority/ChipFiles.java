package hutong.sandbox.authority;

import static hutong.sandbox.authority.Tlv.bytes;
import static hutong.sandbox.authority.Tlv.join;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// Writes the files of a chip's logical data structure (ICAO Doc 9303 part 10).
final class ChipFiles {

  private static final String ID_PK_ECDH = "0.4.0.127.0.7.2.2.1.2";
  private static final String ID_CA_ECDH_AES_128 = "0.4.0.127.0.7.2.2.3.2.2";
  private static final String ID_PACE_ECDH_GM_AES_128 = "0.4.0.127.0.7.2.2.4.2.2";
  private static final String ID_ACTIVE_AUTHENTICATION = "2.23.136.1.1.5";
  private static final String ECDSA_PLAIN_SHA_256 = "0.4.0.127.0.7.1.1.4.1.3";
  private static final int PACE_NIST_P_256 = 12;
  private static final DateTimeFormatter CREATED =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  private ChipFiles() {}

  /// EF.COM: version 1.7, Unicode 4.0, and the list of groups that are there.
  static byte[] com(Collection<Integer> groupTags) {
    return Tlv.of(
        0x60,
        Tlv.of(0x5F01, "0107".getBytes(StandardCharsets.US_ASCII)),
        Tlv.of(0x5F36, "040000".getBytes(StandardCharsets.US_ASCII)),
        Tlv.of(0x5C, groupTags.stream().mapToInt(Integer::intValue).toArray()));
  }

  /// DG1: the machine-readable zone.
  static byte[] dg1(List<String> mrz) {
    return Tlv.of(0x61, Tlv.of(0x5F1F, String.join("", mrz).getBytes(StandardCharsets.US_ASCII)));
  }

  /// DG2: one face, as ISO/IEC 19794-5 inside the frame of ISO/IEC 7816-11.
  static byte[] dg2(Portrait.Picture picture, String sex, Instant created) {
    var header =
        Tlv.of(
            0xA1,
            Tlv.of(0x80, 0x01, 0x01),
            Tlv.of(0x81, 0x02),
            Tlv.of(0x82, 0x00),
            Tlv.of(0x83, hex(CREATED.format(created))),
            Tlv.of(0x87, 0x01, 0x01),
            Tlv.of(0x88, 0x00, 0x08));
    var template = Tlv.of(0x7F60, header, Tlv.of(0x5F2E, face(picture, sex)));
    return Tlv.of(0x75, Tlv.of(0x7F61, Tlv.of(0x02, 0x01), template));
  }

  /// DG14: chip authentication, PACE, and what the chip's own key signs with.
  static byte[] dg14() {
    var agreement = publicKey();
    var infos =
        new DERSet(
            new ASN1Encodable[] {
              sequence(oid(ID_PK_ECDH), agreement, number(1)),
              sequence(oid(ID_CA_ECDH_AES_128), number(1), number(1)),
              sequence(oid(ID_PACE_ECDH_GM_AES_128), number(2), number(PACE_NIST_P_256)),
              sequence(oid(ID_ACTIVE_AUTHENTICATION), number(1), oid(ECDSA_PLAIN_SHA_256))
            });
    return Tlv.of(0x6E, encoded(infos));
  }

  /// DG15: the key with which the chip proves that it is no copy.
  static byte[] dg15() {
    return Tlv.of(0x6F, encoded(publicKey()));
  }

  private static byte[] face(Portrait.Picture picture, String sex) {
    int gender = sex.equals("M") ? 1 : sex.equals("F") ? 2 : 0;
    int blockLength = 20 + 12 + picture.jpeg().length;
    var block =
        ByteBuffer.allocate(blockLength)
            .putInt(blockLength)
            .putShort((short) 0) // feature points
            .put((byte) gender)
            .put((byte) 0) // eye colour unspecified
            .put((byte) 0) // hair colour unspecified
            .put(bytes(0, 0, 0)) // feature mask
            .put(bytes(0, 1)) // expression: neutral
            .put(bytes(0, 0, 0)) // pose
            .put(bytes(0, 0, 0)) // uncertainty of the pose
            .put((byte) 1) // full frontal
            .put((byte) 0) // JPEG
            .putShort((short) picture.width())
            .putShort((short) picture.height())
            .put((byte) 1) // sRGB
            .put((byte) 0) // source unspecified: it was drawn
            .putShort((short) 0) // device type
            .putShort((short) 0) // quality
            .put(picture.jpeg())
            .array();
    var header =
        ByteBuffer.allocate(14)
            .put("FAC\0".getBytes(StandardCharsets.US_ASCII))
            .put("010\0".getBytes(StandardCharsets.US_ASCII))
            .putInt(14 + blockLength)
            .putShort((short) 1)
            .array();
    return join(header, block);
  }

  private static SubjectPublicKeyInfo publicKey() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return SubjectPublicKeyInfo.getInstance(generator.generateKeyPair().getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DERSequence sequence(ASN1Encodable... parts) {
    return new DERSequence(parts);
  }

  private static ASN1ObjectIdentifier oid(String id) {
    return new ASN1ObjectIdentifier(id);
  }

  private static ASN1Integer number(long value) {
    return new ASN1Integer(value);
  }

  private static byte[] encoded(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
