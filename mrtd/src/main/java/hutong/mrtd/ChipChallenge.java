package hutong.mrtd;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A fresh question to a chip, made by the one who will judge the answer. It holds secrets: the
/// commands go to the reader, the challenge itself stays until the answer comes, and is used once.
public final class ChipChallenge {

  /// Octets of the number that the chip signs.
  public static final int NONCE = 8;

  private static final byte VERSION = 1;
  private static final int FINGERPRINT = 32;

  /// Our side of a key agreement: for which key of the chip, by which protocol, our secret.
  private record Part(byte[] fingerprint, String protocol, BigInteger secret) {}

  /// What a reader sends to the chip for chip authentication.
  ///
  /// @param protocol the protocol's object identifier
  /// @param commands sent one after the other in the session that the reader has with the chip
  /// @param protectedCommand sent last and as it stands: only we know the keys of the new session
  public record AgreementCommands(String protocol, List<byte[]> commands, byte[] protectedCommand) {
    public AgreementCommands {
      commands = List.copyOf(commands);
    }
  }

  private final byte[] nonce;
  private final @Nullable Part part;
  private final @Nullable AgreementCommands commands;

  private ChipChallenge(byte[] nonce, @Nullable Part part, @Nullable AgreementCommands commands) {
    this.nonce = nonce;
    this.part = part;
    this.commands = commands;
  }

  /// A challenge for any chip: it can be signed, but holds no key agreement.
  public static ChipChallenge make(Random random) {
    return make(null, random);
  }

  /// A challenge for the chip with this DG14. What DG14 says is not believed here: the answer is
  /// judged by the DG14 that was signed. `random` must be a secure one.
  public static ChipChallenge make(byte @Nullable [] dg14, Random random) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    if (dg14 != null && dg14.length <= MrtdLimits.SECURITY_OBJECT) {
      for (SecurityInfos.Way way : SecurityInfos.read(dg14).ways()) {
        try {
          ChipAgreement agreement = ChipAgreement.begin(way, random);
          String protocol = way.protocol().oid();
          var part = new Part(ChipAgreement.fingerprint(way.key()), protocol, agreement.secret());
          var commands =
              new AgreementCommands(protocol, agreement.commands(), agreement.protectedCommand());
          return new ChipChallenge(nonce, part, commands);
        } catch (MalformedException | ArithmeticException | IllegalArgumentException _) {
          // A key that we cannot agree with; another may do.
        }
      }
    }
    return new ChipChallenge(nonce, null, null);
  }

  /// The number that the chip signs.
  public byte[] nonce() {
    return nonce.clone();
  }

  /// The command for active authentication, to be sent in the session of the reader.
  public byte[] signCommand() {
    return ByteBuffer.allocate(NONCE + 6)
        .put(new byte[] {0, (byte) 0x88, 0, 0, NONCE})
        .put(nonce)
        .put((byte) 0)
        .array();
  }

  /// The commands for chip authentication, right after the challenge was made; empty for a chip
  /// that has no key for it.
  public Optional<AgreementCommands> agreement() {
    return Optional.ofNullable(commands);
  }

  /// True when the challenge holds our side of a key agreement.
  public boolean agrees() {
    return part != null;
  }

  /// Everything needed to judge the answer later. Secret.
  public byte[] toBytes() {
    Part mine = part;
    if (mine == null) {
      return ByteBuffer.allocate(1 + NONCE).put(VERSION).put(nonce).array();
    }
    byte[] protocol = mine.protocol().getBytes(StandardCharsets.US_ASCII);
    byte[] secret = mine.secret().toByteArray();
    return ByteBuffer.allocate(1 + NONCE + FINGERPRINT + 1 + protocol.length + secret.length)
        .put(VERSION)
        .put(nonce)
        .put(mine.fingerprint())
        .put((byte) protocol.length)
        .put(protocol)
        .put(secret)
        .array();
  }

  /// The challenge that these bytes were made from.
  public static ChipChallenge fromBytes(byte[] bytes) {
    try {
      var in = ByteBuffer.wrap(bytes);
      byte[] nonce = new byte[NONCE];
      if (in.get() != VERSION) {
        throw new IllegalArgumentException("not a challenge");
      }
      in.get(nonce);
      if (!in.hasRemaining()) {
        return new ChipChallenge(nonce, null, null);
      }
      byte[] fingerprint = new byte[FINGERPRINT];
      in.get(fingerprint);
      byte[] protocol = new byte[in.get() & 0xFF];
      in.get(protocol);
      byte[] secret = new byte[in.remaining()];
      in.get(secret);
      String oid = new String(protocol, StandardCharsets.US_ASCII);
      return new ChipChallenge(nonce, new Part(fingerprint, oid, new BigInteger(secret)), null);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("not a challenge", e);
    }
  }

  /// Our side, resumed with the key of the DG14 that was signed; null when it is another key.
  @Nullable ChipAgreement resume(SecurityInfos infos) throws MalformedException {
    Part mine = part;
    if (mine == null) {
      return null;
    }
    for (SecurityInfos.Way way : infos.ways()) {
      if (way.protocol().oid().equals(mine.protocol())
          && Arrays.equals(ChipAgreement.fingerprint(way.key()), mine.fingerprint())) {
        return ChipAgreement.resume(way, mine.secret());
      }
    }
    return null;
  }
}
