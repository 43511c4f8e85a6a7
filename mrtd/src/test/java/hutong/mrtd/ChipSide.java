package hutong.mrtd;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.DHParameter;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.interfaces.ECPrivateKey;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/// The chip's side of active and chip authentication, written from the standard apart from ours:
/// it uses the JDK's ciphers where we use BouncyCastle's own.
final class ChipSide {

  static final BigInteger DH_G = BigInteger.TWO;
  static final byte[] SUCCESS = {(byte) 0x90, 0};

  private ChipSide() {}

  // Files

  static byte[] dg15(Pki.Key key) {
    return Chip.tlv(0x6F, Pki.der(key.info()));
  }

  static byte[] dg14(ASN1Encodable... infos) {
    return Chip.tlv(0x6E, Pki.der(new DERSet(infos)));
  }

  static ASN1Encodable signs(String algorithm) {
    return sequence(oid(SecurityInfos.ACTIVE_AUTHENTICATION), new ASN1Integer(1), oid(algorithm));
  }

  static ASN1Encodable key(SubjectPublicKeyInfo info, @Nullable Integer id) {
    boolean dh = info.getAlgorithm().getAlgorithm().getId().startsWith("1.2.840.113549");
    ASN1Encodable kind = oid("0.4.0.127.0.7.2.2.1." + (dh ? 1 : 2));
    return id == null ? sequence(kind, info) : sequence(kind, info, new ASN1Integer(id));
  }

  static ASN1Encodable protocol(String last, @Nullable Integer id) {
    ASN1Encodable oid = oid("0.4.0.127.0.7.2.2.3." + last);
    return id == null
        ? sequence(oid, new ASN1Integer(1))
        : sequence(oid, new ASN1Integer(1), new ASN1Integer(id));
  }

  static SubjectPublicKeyInfo dh(BigInteger p, BigInteger secret) {
    var algorithm =
        new AlgorithmIdentifier(
            new ASN1ObjectIdentifier("1.2.840.113549.1.3.1"), new DHParameter(p, DH_G, 0));
    try {
      return new SubjectPublicKeyInfo(algorithm, new ASN1Integer(DH_G.modPow(secret, p)));
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ASN1ObjectIdentifier oid(String text) {
    return new ASN1ObjectIdentifier(text);
  }

  private static ASN1Encodable sequence(ASN1Encodable... parts) {
    var vector = new ASN1EncodableVector();
    vector.addAll(parts);
    return new DERSequence(vector);
  }

  // Active authentication

  /// What a chip with an RSA key answers; `trailer` is BC or for example 34CC.
  static byte[] isoSignature(Pki.Key key, Hash hash, String trailer, int shorter, byte[] nonce) {
    var rsa = (RSAPrivateKey) key.pair().getPrivate();
    int octets = (rsa.getModulus().bitLength() + 7) / 8;
    byte[] end = java.util.HexFormat.of().parseHex(trailer);
    byte[] first = new byte[octets - 1 - hash.length() - end.length - shorter];
    new SecureRandom().nextBytes(first);
    byte[] header = new byte[1 + shorter];
    Arrays.fill(header, (byte) 0xBB);
    header[0] = (byte) (shorter == 0 ? 0x6A : 0x6B);
    if (shorter > 0) {
      header[shorter] = (byte) 0xBA;
    }
    byte[] block = Chip.join(header, first, hash.of(Chip.join(first, nonce)), end);
    BigInteger value = new BigInteger(1, block).modPow(rsa.getPrivateExponent(), rsa.getModulus());
    return unsigned(value, octets);
  }

  // Chip authentication

  /// The answer of a chip with this secret to the two or three commands, by this cipher.
  static byte[] answer(
      ChipChallenge.AgreementCommands asked, Agree secret, String cipher, byte[] dg14) {
    byte[] shared = secret.with(publicKey(asked.commands()));
    int length = cipher.equals("DES") ? 16 : Integer.parseInt(cipher.substring(3)) / 8;
    byte[] encryption = derived(shared, 1, length);
    byte[] checksum = derived(shared, 2, length);
    byte[] command = asked.protectedCommand();
    int block = cipher.equals("DES") ? 8 : 16;
    // 0C B0 8E 00 Lc [97 01 Le] [8E 08 mac] 00
    byte[] protectedPart =
        Chip.join(pad(Arrays.copyOf(command, 4), block), Arrays.copyOfRange(command, 5, 8));
    byte[] stated = Arrays.copyOfRange(command, 10, 18);
    if (!Arrays.equals(stated, mac(cipher, checksum, 1, protectedPart))) {
      return new byte[] {0x69, (byte) 0x88};
    }
    byte[] plain = pad(Arrays.copyOf(dg14, command[7] & 0xFF), block);
    byte[] data = Chip.tlv(0x87, Chip.join(new byte[] {1}, encrypt(cipher, encryption, 2, plain)));
    byte[] body = Chip.join(data, Chip.tlv(0x99, SUCCESS));
    return Chip.join(body, Chip.tlv(0x8E, mac(cipher, checksum, 2, body)), SUCCESS);
  }

  /// How a chip turns a public key into what both sides share.
  interface Agree {
    byte[] with(byte[] publicKey);
  }

  static Agree elliptic(Pki.Key key) {
    var secret = (ECPrivateKey) key.pair().getPrivate();
    return other -> {
      var curve = secret.getParameters().getCurve();
      ECPoint shared = curve.decodePoint(other).multiply(secret.getD()).normalize();
      return unsigned(shared.getAffineXCoord().toBigInteger(), (curve.getFieldSize() + 7) / 8);
    };
  }

  static Agree finite(BigInteger p, BigInteger secret) {
    return other -> unsigned(new BigInteger(1, other).modPow(secret, p), other.length);
  }

  private static byte[] publicKey(List<byte[]> commands) {
    try {
      byte[] last = commands.getLast();
      boolean extended = last[4] == 0;
      boolean general = (last[1] & 0xFF) == 0x86;
      int tail = general ? extended ? 2 : 1 : 0;
      Tlv data = Tlv.read(Arrays.copyOfRange(last, extended ? 7 : 5, last.length - tail));
      return general ? Tlv.read(data.content()).content() : data.content();
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] derived(byte[] secret, int counter, int length) {
    try {
      var digest = MessageDigest.getInstance(length > 16 ? "SHA-256" : "SHA-1");
      digest.update(secret);
      digest.update(new byte[] {0, 0, 0, (byte) counter});
      return Arrays.copyOf(digest.digest(), length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] encrypt(String cipher, byte[] key, long counter, byte[] padded) {
    try {
      if (cipher.equals("DES")) {
        var des = Cipher.getInstance("DESede/CBC/NoPadding");
        des.init(Cipher.ENCRYPT_MODE, triple(key), new IvParameterSpec(new byte[8]));
        return des.doFinal(padded);
      }
      var ecb = Cipher.getInstance("AES/ECB/NoPadding");
      ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      byte[] start = ecb.doFinal(counter(counter, 16));
      var aes = Cipher.getInstance("AES/CBC/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
      return aes.doFinal(padded);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SecretKeySpec triple(byte[] key) {
    return new SecretKeySpec(Chip.join(key, Arrays.copyOf(key, 8)), "DESede");
  }

  private static byte[] mac(String cipher, byte[] key, long counter, byte[] message) {
    int block = cipher.equals("DES") ? 8 : 16;
    byte[] input = Chip.join(counter(counter, block), pad(message, block));
    try {
      Mac mac =
          Mac.getInstance(
              cipher.equals("DES") ? "ISO9797ALG3MAC" : "AESCMAC", BouncyCastleSignatures.PROVIDER);
      mac.init(new SecretKeySpec(key, "mac"));
      return Arrays.copyOf(mac.doFinal(input), 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] counter(long value, int block) {
    return ByteBuffer.allocate(block).putLong(block - 8, value).array();
  }

  private static byte[] pad(byte[] bytes, int block) {
    byte[] out = Arrays.copyOf(bytes, (bytes.length / block + 1) * block);
    out[bytes.length] = (byte) 0x80;
    return out;
  }

  private static byte[] unsigned(BigInteger value, int octets) {
    byte[] bytes = value.toByteArray();
    byte[] out = new byte[octets];
    int from = Math.max(0, bytes.length - octets);
    System.arraycopy(bytes, from, out, octets - (bytes.length - from), bytes.length - from);
    return out;
  }
}
