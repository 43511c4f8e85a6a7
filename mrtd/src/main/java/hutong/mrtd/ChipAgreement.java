package hutong.mrtd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.interfaces.ECPublicKey;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/// Chip authentication (Doc 9303 part 11, section 6.2) with a key pair of our own. The chip proves
/// that it has its private key by a checksum that only the two of us can make.
final class ChipAgreement {

  private static final String PKCS_DH = "1.2.840.113549.1.3.1";
  private static final String X942_DH = "1.2.840.10046.2.1";
  private static final int DH_BITS = 4_096;
  private static final int DH_SECRET_BITS = 512;
  private static final int READ_DG14 = 0x8E;
  private static final int READ_LENGTH = 16;
  private static final int CHECKSUM = 0x8E;

  /// One side's domain: what a secret number turns into, and what two sides share.
  private sealed interface Domain {
    BigInteger secret(Random random);

    byte[] share(BigInteger secret);

    byte[] agree(BigInteger secret);
  }

  private record Elliptic(ECPoint chip, ECPoint generator, BigInteger order, int octets)
      implements Domain {
    @Override
    public BigInteger secret(Random random) {
      return new BigInteger(order.bitLength() + 64, random)
          .mod(order.subtract(BigInteger.ONE))
          .add(BigInteger.ONE);
    }

    @Override
    public byte[] share(BigInteger secret) {
      return new FixedPointCombMultiplier()
          .multiply(generator, secret)
          .normalize()
          .getEncoded(false);
    }

    @Override
    public byte[] agree(BigInteger secret) {
      ECPoint shared = chip.multiply(secret).normalize();
      return BigIntegers.asUnsignedByteArray(octets, shared.getAffineXCoord().toBigInteger());
    }
  }

  private record Finite(BigInteger chip, BigInteger p, BigInteger g) implements Domain {
    @Override
    public BigInteger secret(Random random) {
      return new BigInteger(DH_SECRET_BITS, random).setBit(DH_SECRET_BITS - 1);
    }

    @Override
    public byte[] share(BigInteger secret) {
      return BigIntegers.asUnsignedByteArray((p.bitLength() + 7) / 8, g.modPow(secret, p));
    }

    @Override
    public byte[] agree(BigInteger secret) {
      return BigIntegers.asUnsignedByteArray((p.bitLength() + 7) / 8, chip.modPow(secret, p));
    }
  }

  private final SecurityInfos.Way way;
  private final Domain domain;
  private final BigInteger secret;

  private ChipAgreement(SecurityInfos.Way way, Domain domain, BigInteger secret) {
    this.way = way;
    this.domain = domain;
    this.secret = secret;
  }

  /// With a fresh secret.
  static ChipAgreement begin(SecurityInfos.Way way, Random random) throws MalformedException {
    Domain domain = domain(way.key());
    return new ChipAgreement(way, domain, domain.secret(random));
  }

  /// With the secret from before.
  static ChipAgreement resume(SecurityInfos.Way way, BigInteger secret) throws MalformedException {
    return new ChipAgreement(way, domain(way.key()), secret);
  }

  private static Domain domain(SecurityInfos.AgreementKey key) throws MalformedException {
    return key.elliptic() ? elliptic(key.info()) : finite(key.info());
  }

  private static Domain elliptic(SubjectPublicKeyInfo info) throws MalformedException {
    if (PublicKeys.read(info).key() instanceof ECPublicKey key) {
      var curve = key.getParameters();
      int octets = (curve.getCurve().getFieldSize() + 7) / 8;
      return new Elliptic(key.getQ(), curve.getG(), curve.getN(), octets);
    }
    throw new MalformedException(Reason.KEY_MALFORMED, "not an elliptic key");
  }

  // DHParameter ::= { p, g, ... } and DomainParameters ::= { p, g, q, ... }
  private static Domain finite(SubjectPublicKeyInfo info) throws MalformedException {
    String oid = info.getAlgorithm().getAlgorithm().getId();
    if (!oid.equals(PKCS_DH) && !oid.equals(X942_DH)) {
      throw new MalformedException(Reason.ALGORITHM_UNSUPPORTED, oid);
    }
    Finite domain =
        Asn1.lenient(
            () -> {
              var parameters = ASN1Sequence.getInstance(info.getAlgorithm().getParameters());
              return new Finite(
                  ASN1Integer.getInstance(info.parsePublicKey()).getPositiveValue(),
                  ASN1Integer.getInstance(parameters.getObjectAt(0)).getPositiveValue(),
                  ASN1Integer.getInstance(parameters.getObjectAt(1)).getPositiveValue());
            });
    int bits = domain.p().bitLength();
    if (bits > DH_BITS) {
      throw new MalformedException(Reason.ALGORITHM_UNSUPPORTED, "DH of " + bits + " bits");
    }
    if (bits < 1024 || !domain.p().testBit(0)) {
      throw new MalformedException(Reason.ALGORITHM_WEAK, "DH of " + bits + " bits");
    }
    if (trivial(domain.chip(), domain.p()) || trivial(domain.g(), domain.p())) {
      throw new MalformedException(Reason.KEY_MALFORMED, "a number that proves nothing");
    }
    return domain;
  }

  private static boolean trivial(BigInteger number, BigInteger p) {
    return number.compareTo(BigInteger.ONE) <= 0
        || number.compareTo(p.subtract(BigInteger.ONE)) >= 0;
  }

  SecurityInfos.Way way() {
    return way;
  }

  BigInteger secret() {
    return secret;
  }

  /// The fingerprint of the chip's key, as it stands in DG14.
  static byte[] fingerprint(SecurityInfos.AgreementKey key) throws MalformedException {
    try {
      return Hash.SHA256.of(key.info().getEncoded("DER"));
    } catch (IOException _) {
      throw new MalformedException(Reason.KEY_MALFORMED, "chip key");
    }
  }

  /// The commands that hand our public key to the chip, to be sent in the session that the reader
  /// has with it.
  List<byte[]> commands() {
    byte[] share = domain.share(secret);
    BigInteger id = way.key().id();
    byte[] key = id == null ? new byte[0] : object(0x84, BigIntegers.asUnsignedByteArray(id));
    if (way.protocol().cipher() == ChipCipher.TRIPLE_DES) {
      return List.of(command(0x22, 0x41, 0xA6, joined(object(0x91, share), key), false));
    }
    byte[] oid = oid(way.protocol().oid());
    List<byte[]> commands = new ArrayList<>();
    commands.add(command(0x22, 0x41, 0xA4, joined(object(0x80, oid), key), false));
    commands.add(command(0x86, 0x00, 0x00, object(0x7C, object(0x80, share)), true));
    return commands;
  }

  /// The first command of the new session, which only we can make: it reads from DG14.
  byte[] protectedCommand() {
    ChipCipher cipher = way.protocol().cipher();
    byte[] header = {0x0C, (byte) 0xB0, (byte) READ_DG14, 0x00};
    byte[] length = object(0x97, new byte[] {READ_LENGTH});
    byte[] mac =
        cipher.mac(cipher.macKey(domain.agree(secret)), 1, joined(cipher.padded(header), length));
    byte[] body = joined(length, object(CHECKSUM, mac));
    return joined(header, new byte[] {(byte) body.length}, body, new byte[] {0});
  }

  /// Whether the chip made this answer to [#protectedCommand()].
  boolean madeByChip(byte[] response) throws MalformedException {
    if (response.length < 2 || response.length > MrtdLimits.CHIP_RESPONSE) {
      throw new MalformedException("not an answer of a chip");
    }
    byte[] body = Arrays.copyOf(response, response.length - 2);
    int at = 0;
    while (at < body.length) {
      Tlv object = Tlv.read(body, at, body.length);
      if (object.tag() == CHECKSUM) {
        ChipCipher cipher = way.protocol().cipher();
        byte[] expected =
            cipher.mac(cipher.macKey(domain.agree(secret)), 2, Arrays.copyOf(body, at));
        // A checksum over nothing would not show that the chip answered this command.
        return at > 0 && MessageDigest.isEqual(expected, object.content());
      }
      at = object.end();
    }
    return false;
  }

  private static byte[] oid(String text) {
    try {
      byte[] encoded = new ASN1ObjectIdentifier(text).getEncoded("DER");
      return Arrays.copyOfRange(encoded, 2, encoded.length);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  // Lengths beyond one octet take the extended form.
  private static byte[] command(int instruction, int p1, int p2, byte[] data, boolean answered) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, (byte) instruction, (byte) p1, (byte) p2});
    boolean extended = data.length > 0xFF;
    if (extended) {
      out.write(0);
      out.write(data.length >> 8);
    }
    out.write(data.length);
    out.writeBytes(data);
    if (answered) {
      out.writeBytes(extended ? new byte[2] : new byte[1]);
    }
    return out.toByteArray();
  }

  private static byte[] object(int tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length > 0xFF) {
      out.write(0x82);
      out.write(content.length >> 8);
    } else if (content.length > 0x7F) {
      out.write(0x81);
    }
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
