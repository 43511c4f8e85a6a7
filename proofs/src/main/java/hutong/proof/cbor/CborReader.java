package hutong.proof.cbor;

import hutong.proof.ProofLimits;
import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/// Reads CBOR (RFC 8949): one item and nothing behind it, every head in its shortest form, no key
/// twice, text in well-formed UTF-8, within bounds of depth, number and size. Items of indefinite
/// length are read, as devices send them.
public final class CborReader {

  private static final int BREAK = 0xff;

  private final byte[] in;
  private final String where;
  private int at;
  private int items;

  private CborReader(byte[] in, String where) {
    this.in = in;
    this.where = where;
  }

  /// The one item that octets are.
  public static Cbor read(byte[] octets, String where) throws UnreadableException {
    if (octets.length > ProofLimits.CBOR) {
      throw new UnreadableException(Reason.CBOR_TOO_LARGE, where);
    }
    var reader = new CborReader(octets, where);
    Cbor item = reader.item(0);
    if (reader.at != octets.length) {
      throw new UnreadableException(Reason.CBOR_TRAILING, where);
    }
    return item;
  }

  private Cbor item(int depth) throws UnreadableException {
    if (depth > ProofLimits.DEPTH) {
      throw new UnreadableException(Reason.CBOR_TOO_DEEP, where);
    }
    if (++items > ProofLimits.CBOR_ITEMS) {
      throw new UnreadableException(Reason.CBOR_TOO_LARGE, where);
    }
    int start = at;
    int head = octet();
    int major = head >> 5;
    int minor = head & 0x1f;
    boolean open = minor == 31;
    if ((minor > 27 && !open) || (open && (major < 2 || major > 5))) {
      throw unreadable("reserved head");
    }
    return switch (major) {
      case 0 -> new Cbor.Whole(argument(minor));
      case 1 -> new Cbor.Whole(argument(minor).not());
      case 2 -> new Cbor.Octets(open ? chunks(2) : octets(length(minor)));
      case 3 -> new Cbor.Text(open ? text(chunks(3)) : text(octets(length(minor))));
      case 4 -> list(open ? -1 : count(minor, 1), depth);
      case 5 -> map(open ? -1 : count(minor, 2), depth);
      case 6 -> tagged(minor, start, depth);
      default -> simple(minor);
    };
  }

  private Cbor list(int size, int depth) throws UnreadableException {
    List<Cbor> values = new ArrayList<>();
    while (size < 0 ? more() : values.size() < size) {
      values.add(item(depth + 1));
    }
    return new Cbor.Items(values);
  }

  private Cbor map(int size, int depth) throws UnreadableException {
    List<Cbor.Member> values = new ArrayList<>();
    var keys = new HashSet<ByteBuffer>();
    while (size < 0 ? more() : values.size() < size) {
      int from = at;
      Cbor key = item(depth + 1);
      if (!keys.add(ByteBuffer.wrap(in, from, at - from).slice())) {
        throw new UnreadableException(Reason.CBOR_DUPLICATE_KEY, where);
      }
      values.add(new Cbor.Member(key, item(depth + 1)));
    }
    return new Cbor.Members(values);
  }

  private Cbor tagged(int minor, int start, int depth) throws UnreadableException {
    BigInteger tag = argument(minor);
    Cbor value = item(depth + 1);
    if (tag.bitLength() > 63) {
      throw unreadable("tag number");
    }
    if (tag.longValue() == Cbor.EMBEDDED) {
      if (!(value instanceof Cbor.Octets)) {
        throw unreadable("tag 24 without octets");
      }
      return new Cbor.Tagged(Cbor.EMBEDDED, value, Arrays.copyOfRange(in, start, at));
    }
    return new Cbor.Tagged(tag.longValue(), value, new byte[0]);
  }

  private Cbor simple(int minor) throws UnreadableException {
    return switch (minor) {
      case 24 -> {
        int value = octet();
        if (value < 32) {
          throw new UnreadableException(Reason.CBOR_NOT_CANONICAL, where);
        }
        yield new Cbor.Simple(value);
      }
      case 25 -> new Cbor.Fraction(Float.float16ToFloat(ByteBuffer.wrap(octets(2)).getShort()));
      case 26 -> new Cbor.Fraction(ByteBuffer.wrap(octets(4)).getFloat());
      case 27 -> new Cbor.Fraction(ByteBuffer.wrap(octets(8)).getDouble());
      default -> new Cbor.Simple(minor);
    };
  }

  private boolean more() throws UnreadableException {
    if (at < in.length && (in[at] & 0xff) == BREAK) {
      at++;
      return false;
    }
    return true;
  }

  // The pieces of a string of indefinite length are strings of the same kind, of definite length.
  private byte[] chunks(int major) throws UnreadableException {
    var out = new ByteArrayOutputStream();
    while (more()) {
      int head = octet();
      if (head >> 5 != major || (head & 0x1f) > 27) {
        throw unreadable("piece of another kind");
      }
      byte[] piece = octets(length(head & 0x1f));
      if (major == 3) {
        text(piece);
      }
      if (++items > ProofLimits.CBOR_ITEMS) {
        throw new UnreadableException(Reason.CBOR_TOO_LARGE, where);
      }
      out.writeBytes(piece);
    }
    return out.toByteArray();
  }

  private BigInteger argument(int minor) throws UnreadableException {
    if (minor < 24) {
      return BigInteger.valueOf(minor);
    }
    int size = 1 << (minor - 24);
    var value = new BigInteger(1, octets(size));
    boolean shortest = size == 1 ? value.intValue() >= 24 : value.bitLength() > size * 4;
    if (!shortest) {
      throw new UnreadableException(Reason.CBOR_NOT_CANONICAL, where);
    }
    return value;
  }

  private int length(int minor) throws UnreadableException {
    BigInteger length = argument(minor);
    if (length.bitLength() > 31 || length.intValue() > in.length - at) {
      throw unreadable("ends too early");
    }
    return length.intValue();
  }

  // Every item takes an octet at least: no room is made for more than can come.
  private int count(int minor, int octetsEach) throws UnreadableException {
    BigInteger count = argument(minor);
    if (count.bitLength() > 31 || (long) count.intValue() * octetsEach > in.length - at) {
      throw unreadable("ends too early");
    }
    return count.intValue();
  }

  private int octet() throws UnreadableException {
    if (at == in.length) {
      throw unreadable("ends too early");
    }
    return in[at++] & 0xff;
  }

  private byte[] octets(int length) throws UnreadableException {
    if (length > in.length - at) {
      throw unreadable("ends too early");
    }
    at += length;
    return Arrays.copyOfRange(in, at - length, at);
  }

  private String text(byte[] octets) throws UnreadableException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw unreadable("text is not UTF-8");
    }
  }

  private UnreadableException unreadable(String detail) {
    return new UnreadableException(Reason.CBOR_UNREADABLE, where, detail);
  }
}
