package hutong.mrtd;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/// What DG14 says about how a chip proves itself (Doc 9303 part 11, section 9.2). Entries that
/// cannot be read are passed over: chips announce many things that do not concern us.
final class SecurityInfos {

  static final String ACTIVE_AUTHENTICATION = "2.23.136.1.1.5";
  private static final String KEY_DH = "0.4.0.127.0.7.2.2.1.1";
  private static final String KEY_ECDH = "0.4.0.127.0.7.2.2.1.2";
  private static final String CHIP_AUTHENTICATION = "0.4.0.127.0.7.2.2.3.";
  private static final Map<String, ChipCipher> CIPHERS =
      Map.of(
          "1", ChipCipher.TRIPLE_DES,
          "2", ChipCipher.AES_128,
          "3", ChipCipher.AES_192,
          "4", ChipCipher.AES_256);

  /// A static key of the chip, and the protocols it may be used with, strongest first.
  record AgreementKey(SubjectPublicKeyInfo info, @Nullable BigInteger id, boolean elliptic) {}

  /// A protocol of chip authentication, for the key with this number.
  record Protocol(String oid, ChipCipher cipher, boolean elliptic, @Nullable BigInteger id) {}

  /// One way to authenticate: a key, and the protocol to use it by.
  record Way(AgreementKey key, Protocol protocol) {}

  private final List<AgreementKey> keys = new ArrayList<>();
  private final List<Protocol> protocols = new ArrayList<>();
  private @Nullable String signatureAlgorithm;

  static SecurityInfos read(byte[] file) {
    var infos = new SecurityInfos();
    for (Lds.SecurityProtocol entry : Lds.readSecurityProtocols(file)) {
      try {
        infos.take(entry.oid(), Tlv.read(entry.encoded()).children());
      } catch (MalformedException _) {
        // Left out; the data group's hash was checked and says that the issuer wrote it so.
      }
    }
    return infos;
  }

  private void take(String oid, List<Tlv> fields) throws MalformedException {
    switch (oid) {
      case ACTIVE_AUTHENTICATION -> {
        if (fields.size() > 2) {
          signatureAlgorithm = Asn1.oid(fields.get(2));
        }
      }
      case KEY_DH, KEY_ECDH -> {
        if (fields.size() > 1 && keys.size() < MrtdLimits.CHIP_KEYS) {
          Tlv key = fields.get(1).expect(Tlv.SEQUENCE, "chip key");
          var info = Asn1.lenient(() -> SubjectPublicKeyInfo.getInstance(Asn1.primitive(key)));
          keys.add(new AgreementKey(info, number(fields, 2), oid.equals(KEY_ECDH)));
        }
      }
      default -> {
        if (oid.startsWith(CHIP_AUTHENTICATION) && protocols.size() < MrtdLimits.CHIP_KEYS) {
          protocol(oid, number(fields, 2));
        }
      }
    }
  }

  // ...3.1.n is DH, ...3.2.n is ECDH; n is the cipher.
  private void protocol(String oid, @Nullable BigInteger id) {
    String[] rest = oid.substring(CHIP_AUTHENTICATION.length()).split("\\.");
    ChipCipher cipher = rest.length == 2 ? CIPHERS.get(rest[1]) : null;
    if (cipher != null && rest[0].matches("[12]")) {
      protocols.add(new Protocol(oid, cipher, rest[0].equals("2"), id));
    }
  }

  private static @Nullable BigInteger number(List<Tlv> fields, int at) throws MalformedException {
    if (fields.size() <= at) {
      return null;
    }
    Tlv number = fields.get(at).expect(Tlv.INTEGER, "key number");
    if (number.length() == 0 || number.length() > 8) {
      throw new MalformedException("key number");
    }
    return new BigInteger(number.content());
  }

  /// The algorithm by which an elliptic key signs a challenge; null when it is not stated.
  @Nullable String signatureAlgorithm() {
    return signatureAlgorithm;
  }

  boolean agrees() {
    return !keys.isEmpty();
  }

  List<AgreementKey> keys() {
    return keys;
  }

  /// Every way, the strongest first. A chip with a key and no protocol of that kind is one of the
  /// oldest: it speaks triple DES.
  List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    for (AgreementKey key : keys) {
      boolean any = false;
      for (Protocol protocol : protocols) {
        if (protocol.elliptic() == key.elliptic() && sameNumber(protocol.id(), key.id())) {
          ways.add(new Way(key, protocol));
          any = true;
        }
      }
      if (!any) {
        String oid = CHIP_AUTHENTICATION + (key.elliptic() ? "2.1" : "1.1");
        ways.add(new Way(key, new Protocol(oid, ChipCipher.TRIPLE_DES, key.elliptic(), key.id())));
      }
    }
    ways.sort((a, b) -> b.protocol().cipher().compareTo(a.protocol().cipher()));
    return ways;
  }

  private static boolean sameNumber(@Nullable BigInteger a, @Nullable BigInteger b) {
    return a == null || b == null || a.equals(b);
  }
}
