package hutong.reader;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import net.sf.scuba.smartcards.CardService;
import net.sf.scuba.smartcards.CardServiceException;
import net.sf.scuba.smartcards.CommandAPDU;
import net.sf.scuba.smartcards.ResponseAPDU;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.interfaces.ECPrivateKey;
import org.bouncycastle.jce.spec.ECParameterSpec;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.NullUnmarked;

/// A passport's chip in software, from Doc 9303 part 11 alone: BAC, PACE with generic mapping over
/// P-256, secure messaging, active and chip authentication.
@NullUnmarked // a chip's state is mostly not there yet
final class VirtualChip extends CardService {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] DONE = {(byte) 0x90, 0};
  private static final byte[] PACE_OID =
      new BigInteger("04007F00070202040202", 16).toByteArray(); // ECDH-GM-AES-CBC-CMAC-128
  private static final ECParameterSpec P256 = ECNamedCurveTable.getParameterSpec("secp256r1");

  /// A session: its ciphers, its keys, and how many messages were counted.
  private static final class Session {
    final Messaging by;
    final byte[] encryption;
    final byte[] checksum;
    BigInteger count;

    Session(Messaging by, byte[] encryption, byte[] checksum, byte[] start) {
      this.by = by;
      this.encryption = encryption;
      this.checksum = checksum;
      this.count = new BigInteger(1, start);
    }

    byte[] next() {
      count = count.add(BigInteger.ONE);
      byte[] bytes = count.toByteArray();
      byte[] out = new byte[by.block()];
      int length = Math.min(bytes.length, out.length);
      System.arraycopy(bytes, bytes.length - length, out, out.length - length, length);
      return out;
    }
  }

  private record Refused(int status) {}

  private static final class RefusedException extends RuntimeException {
    final transient Refused refused;

    RefusedException(int status) {
      super(Integer.toHexString(status), null, false, false);
      refused = new Refused(status);
    }
  }

  private final Map<Integer, byte[]> files = new HashMap<>();
  private final String zone;
  private String can = "";
  private boolean bac = true;
  private PrivateKey signingKey;
  private String signing = "";
  private ECPrivateKey agreementKey;
  private Messaging agreementCipher = Messaging.AES_128;
  private boolean open;
  private boolean lost;
  private int untilLost = Integer.MAX_VALUE;

  private Session session;
  private boolean entered;
  private boolean selected;
  private byte[] current = new byte[0];
  private byte[] challenge = new byte[0];
  private final ByteArrayOutputStream chain = new ByteArrayOutputStream();
  private Pace pace;
  private boolean agreeing;
  private Session following;

  /// A chip that opens with number, birth and expiry, each with its check digit.
  VirtualChip(String number, String birth, String expiry) {
    var padded = (number + "<<<<<<<<<").substring(0, Math.max(9, number.length()));
    zone = padded + digit(padded) + birth + digit(birth) + expiry + digit(expiry);
  }

  VirtualChip pace(String cardNumber) {
    can = cardNumber;
    // SET { SEQUENCE { PACE-ECDH-GM-AES-128, version 2, domain 12 } }
    byte[] info =
        Messaging.object(
            0x30, Messaging.object(0x06, PACE_OID), new byte[] {2, 1, 2}, new byte[] {2, 1, 12});
    files.put(0x011C, Messaging.object(0x31, info));
    return this;
  }

  VirtualChip withoutBac() {
    bac = false;
    return this;
  }

  VirtualChip signs(PrivateKey key, String algorithm) {
    signingKey = key;
    signing = algorithm;
    return this;
  }

  VirtualChip agrees(PrivateKey key, Messaging cipher) {
    agreementKey = (ECPrivateKey) key;
    agreementCipher = cipher;
    return this;
  }

  VirtualChip lostAfter(int commands) {
    untilLost = commands;
    return this;
  }

  VirtualChip files(Map<String, byte[]> named) {
    new LinkedHashMap<>(named).forEach((name, content) -> files.put(identifier(name), content));
    return this;
  }

  private static int identifier(String name) {
    return switch (name) {
      case "COM" -> 0x011E;
      case "SOD" -> 0x011D;
      default -> 0x0100 + Integer.parseInt(name.substring(2));
    };
  }

  static int digit(String text) {
    int sum = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int value = c == '<' ? 0 : Character.digit(c, 36);
      sum += value * new int[] {7, 3, 1}[i % 3];
    }
    return sum % 10;
  }

  // Card service

  @Override
  public void open() {
    open = true;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public byte[] getATR() {
    return new byte[] {0x3B};
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public boolean isConnectionLost(Exception e) {
    return lost;
  }

  @Override
  public ResponseAPDU transmit(CommandAPDU command) throws CardServiceException {
    if (--untilLost < 0) {
      lost = true;
      throw new CardServiceException("the document was taken away");
    }
    return new ResponseAPDU(answer(command));
  }

  private byte[] answer(CommandAPDU command) {
    try {
      if ((command.getCLA() & 0x0C) == 0x0C) {
        return protectedAnswer(command);
      }
      if (entered) {
        // A plain command ends the session.
        session = null;
        entered = false;
      }
      return Messaging.join(process(command), DONE);
    } catch (RefusedException e) {
      return status(e.refused.status());
    }
  }

  private static byte[] status(int status) {
    return new byte[] {(byte) (status >> 8), (byte) status};
  }

  // Secure messaging

  private byte[] protectedAnswer(CommandAPDU command) {
    Session with = session;
    if (with == null) {
      throw new RefusedException(0x6882);
    }
    byte[] counter = with.next();
    byte[] cryptogram = new byte[0];
    byte[] stated = new byte[0];
    int expected = 0;
    var covered = new ByteArrayOutputStream();
    byte[] body = command.getData();
    int at = 0;
    while (at < body.length) {
      int tag = body[at] & 0xFF;
      int length = body[at + 1] & 0xFF;
      int start = at + 2;
      if (length == 0x81) {
        length = body[at + 2] & 0xFF;
        start++;
      } else if (length == 0x82) {
        length = (body[at + 2] & 0xFF) << 8 | (body[at + 3] & 0xFF);
        start += 2;
      }
      byte[] content = Arrays.copyOfRange(body, start, start + length);
      switch (tag) {
        case 0x87 -> cryptogram = Arrays.copyOfRange(content, 1, content.length);
        case 0x97 -> expected = new BigInteger(1, content).intValue();
        case 0x8E -> stated = content;
        default -> throw new RefusedException(0x6988);
      }
      if (tag != 0x8E) {
        covered.write(body, at, start + length - at);
      }
      at = start + length;
    }
    byte[] header = {
      (byte) command.getCLA(),
      (byte) command.getINS(),
      (byte) command.getP1(),
      (byte) command.getP2()
    };
    byte[] rest = covered.toByteArray();
    byte[] message = Messaging.join(counter, with.by.pad(header));
    byte[] input = rest.length == 0 ? message : Messaging.join(message, with.by.pad(rest));
    if (!Arrays.equals(stated, with.by.mac(with.checksum, input))) {
      session = null;
      throw new RefusedException(0x6988);
    }
    byte[] data =
        cryptogram.length == 0
            ? new byte[0]
            : Messaging.unpad(
                with.by.crypt(Cipher.DECRYPT_MODE, with.encryption, counter, cryptogram));
    byte[] result = new byte[0];
    byte[] status = DONE;
    try {
      result =
          process(
              new CommandAPDU(
                  command.getCLA() & 0x10,
                  command.getINS(),
                  command.getP1(),
                  command.getP2(),
                  data,
                  expected == 0 ? 256 : expected));
    } catch (RefusedException e) {
      status = status(e.refused.status());
    }
    byte[] back = with.next();
    byte[] answered = new byte[0];
    if (result.length > 0) {
      byte[] encrypted =
          with.by.crypt(Cipher.ENCRYPT_MODE, with.encryption, back, with.by.pad(result));
      answered = Messaging.object(0x87, new byte[] {1}, encrypted);
    }
    byte[] whole = Messaging.join(answered, Messaging.object(0x99, status));
    byte[] mac = with.by.mac(with.checksum, Messaging.join(back, with.by.pad(whole)));
    if (following != null) {
      session = following;
      following = null;
    }
    return Messaging.join(whole, Messaging.object(0x8E, mac), status);
  }

  // Commands

  private byte[] process(CommandAPDU command) {
    return switch (command.getINS()) {
      case 0xA4 -> select(command);
      case 0xB0 -> read(command);
      case 0x84 -> giveChallenge();
      case 0x82 -> basicAccess(command.getData());
      case 0x22 -> setEnvironment(command);
      case 0x86 -> generalAuthenticate(command);
      case 0x88 -> sign(command.getData());
      default -> throw new RefusedException(0x6D00);
    };
  }

  private byte[] select(CommandAPDU command) {
    if (command.getP1() == 0x04) {
      selected = true;
    } else if (command.getP1() == 0x00) {
      selected = false;
    } else {
      int wanted = new BigInteger(1, command.getData()).intValue();
      byte[] file = files.get(wanted);
      if (file == null) {
        throw new RefusedException(0x6A82);
      }
      if (wanted != 0x011C && !entered) {
        throw new RefusedException(0x6982);
      }
      current = file;
    }
    return new byte[0];
  }

  private byte[] read(CommandAPDU command) {
    int offset = command.getP1() << 8 | command.getP2();
    byte[] file = current;
    if ((command.getP1() & 0x80) != 0) {
      file = files.get(0x0100 + (command.getP1() & 0x1F));
      offset = command.getP2();
      if (file == null || !entered) {
        throw new RefusedException(0x6982);
      }
    }
    if (offset > file.length) {
      throw new RefusedException(0x6B00);
    }
    return Arrays.copyOfRange(file, offset, Math.min(file.length, offset + command.getNe()));
  }

  // Basic access control

  private byte[] giveChallenge() {
    challenge = random(8);
    return challenge;
  }

  private byte[] basicAccess(byte[] data) {
    if (!bac || !selected || data.length != 40 || challenge.length != 8) {
      throw new RefusedException(0x6982);
    }
    byte[] seed = Arrays.copyOf(Messaging.hash("SHA-1", ascii(zone)), 16);
    byte[] encryption = Messaging.DES.key(seed, 1);
    byte[] checksum = Messaging.DES.key(seed, 2);
    byte[] cryptogram = Arrays.copyOf(data, 32);
    byte[] mac = Messaging.DES.mac(checksum, Messaging.DES.pad(cryptogram));
    if (!Arrays.equals(mac, Arrays.copyOfRange(data, 32, 40))) {
      throw new RefusedException(0x6300);
    }
    byte[] zero = new byte[0];
    byte[] plain = Messaging.DES.crypt(Cipher.DECRYPT_MODE, encryption, zero, cryptogram);
    byte[] theirs = Arrays.copyOf(plain, 8);
    if (!Arrays.equals(challenge, Arrays.copyOfRange(plain, 8, 16))) {
      throw new RefusedException(0x6300);
    }
    byte[] mine = random(16);
    byte[] answer =
        Messaging.DES.crypt(
            Cipher.ENCRYPT_MODE, encryption, zero, Messaging.join(challenge, theirs, mine));
    byte[] mixed = new byte[16];
    for (int i = 0; i < 16; i++) {
      mixed[i] = (byte) (plain[16 + i] ^ mine[i]);
    }
    byte[] start =
        Messaging.join(Arrays.copyOfRange(challenge, 4, 8), Arrays.copyOfRange(theirs, 4, 8));
    session =
        new Session(Messaging.DES, Messaging.DES.key(mixed, 1), Messaging.DES.key(mixed, 2), start);
    entered = true;
    challenge = new byte[0];
    return Messaging.join(answer, Messaging.DES.mac(checksum, Messaging.DES.pad(answer)));
  }

  // PACE

  /// One run of PACE, as far as it has come.
  private final class Pace {
    private final byte[] password;
    private final byte[] nonce = random(16);
    private ECPoint generator = P256.getG();
    private byte[] mine = new byte[0];
    private byte[] theirs = new byte[0];
    private byte[] shared = new byte[0];

    Pace(byte[] password) {
      this.password = password;
    }

    byte[] step(byte[] data) {
      if (data.length == 0) {
        byte[] key = Messaging.AES_128.key(password, 3);
        byte[] sent = Messaging.AES_128.crypt(Cipher.ENCRYPT_MODE, key, new byte[0], nonce);
        return Messaging.object(0x7C, Messaging.object(0x80, sent));
      }
      byte[] value = Arrays.copyOfRange(data, 2, data.length);
      BigInteger secret = new BigInteger(255, RANDOM).add(BigInteger.ONE);
      return switch (data[0] & 0xFF) {
        case 0x81 -> {
          ECPoint mapped = point(value).multiply(secret).normalize();
          byte[] sent = P256.getG().multiply(secret).normalize().getEncoded(false);
          generator = P256.getG().multiply(new BigInteger(1, nonce)).add(mapped).normalize();
          yield Messaging.object(0x7C, Messaging.object(0x82, sent));
        }
        case 0x83 -> {
          theirs = value;
          mine = generator.multiply(secret).normalize().getEncoded(false);
          shared = coordinate(point(value).multiply(secret));
          yield Messaging.object(0x7C, Messaging.object(0x84, mine));
        }
        case 0x85 -> {
          byte[] checksum = Messaging.AES_128.key(shared, 2);
          if (!Arrays.equals(value, Messaging.AES_128.mac(checksum, token(mine)))) {
            throw new RefusedException(0x6300);
          }
          session =
              new Session(
                  Messaging.AES_128, Messaging.AES_128.key(shared, 1), checksum, new byte[16]);
          entered = true;
          yield Messaging.object(
              0x7C, Messaging.object(0x86, Messaging.AES_128.mac(checksum, token(theirs))));
        }
        default -> throw new RefusedException(0x6A80);
      };
    }

    private byte[] token(byte[] publicKey) {
      return Messaging.object(
          0x7F49, Messaging.object(0x06, PACE_OID), Messaging.object(0x86, publicKey));
    }
  }

  private static ECPoint point(byte[] encoded) {
    return P256.getCurve().decodePoint(encoded);
  }

  private static byte[] coordinate(ECPoint point) {
    return point.normalize().getAffineXCoord().getEncoded();
  }

  // Environments, and what follows them

  private byte[] setEnvironment(CommandAPDU command) {
    byte[] data = command.getData();
    if (command.getP1() == 0xC1 && command.getP2() == 0xA4 && files.containsKey(0x011C)) {
      boolean byCard = new String(data, StandardCharsets.ISO_8859_1).contains("\u0083\u0001\u0002");
      byte[] password = byCard ? ascii(can) : Messaging.hash("SHA-1", ascii(zone));
      pace = new Pace(password);
      agreeing = false;
      return new byte[0];
    }
    if (command.getP1() != 0x41 || agreementKey == null || !entered) {
      throw new RefusedException(0x6A80);
    }
    if (command.getP2() == 0xA6) {
      int length = data[1] & 0xFF;
      agree(Arrays.copyOfRange(data, 2, 2 + length));
    } else {
      agreeing = true;
    }
    return new byte[0];
  }

  private byte[] generalAuthenticate(CommandAPDU command) {
    chain.writeBytes(command.getData());
    if ((command.getCLA() & 0x10) != 0 && agreeing) {
      return new byte[0];
    }
    byte[] data = chain.toByteArray();
    chain.reset();
    byte[] inside = Arrays.copyOfRange(data, data[1] == (byte) 0x81 ? 3 : 2, data.length);
    if (agreeing) {
      agree(Arrays.copyOfRange(inside, inside[1] == (byte) 0x81 ? 3 : 2, inside.length));
      return new byte[] {0x7C, 0};
    }
    if (pace == null) {
      throw new RefusedException(0x6985);
    }
    return pace.step(inside);
  }

  private void agree(byte[] theirs) {
    var curve = agreementKey.getParameters().getCurve();
    byte[] shared = coordinate(curve.decodePoint(theirs).multiply(agreementKey.getD()));
    following =
        new Session(
            agreementCipher,
            agreementCipher.key(shared, 1),
            agreementCipher.key(shared, 2),
            new byte[agreementCipher.block()]);
  }

  private byte[] sign(byte[] nonce) {
    if (signingKey == null || !entered || nonce.length != 8) {
      throw new RefusedException(0x6D00);
    }
    try {
      var signature = Signature.getInstance(signing, Messaging.BC);
      signature.initSign(signingKey);
      signature.update(nonce);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
