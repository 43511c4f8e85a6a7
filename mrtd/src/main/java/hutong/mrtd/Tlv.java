package hutong.mrtd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One tag-length-value of BER inside a larger array, with its exact place, so that signed bytes
/// can be taken as they stand. Lengths are checked against what is there; nothing is copied.
record Tlv(byte[] source, int tag, int start, int contentStart, int contentEnd, int end) {

  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  /// The value that begins at this place and ends before the limit.
  static Tlv read(byte[] source, int start, int limit) throws MalformedException {
    return read(source, start, limit, 0);
  }

  /// The only value of this array; bytes behind it are the caller's to judge.
  static Tlv read(byte[] source) throws MalformedException {
    return read(source, 0, source.length, 0);
  }

  private static Tlv read(byte[] source, int start, int limit, int depth)
      throws MalformedException {
    if (depth > MrtdLimits.ASN1_DEPTH) {
      throw new MalformedException("nested too deeply");
    }
    int at = start;
    int tag = octet(source, at++, limit);
    boolean constructed = (tag & 0x20) != 0;
    if ((tag & 0x1F) == 0x1F) {
      int next;
      int octets = 0;
      do {
        next = octet(source, at++, limit);
        tag = tag << 8 | next;
        if (++octets > 2) {
          throw new MalformedException("a tag of more than three octets");
        }
      } while ((next & 0x80) != 0);
    }
    int length = octet(source, at++, limit);
    if (length == 0x80) {
      if (!constructed) {
        throw new MalformedException("a primitive value of indefinite length");
      }
      int end = endOfContents(source, at, limit, depth);
      return new Tlv(source, tag, start, at, end, end + 2);
    }
    if (length > 0x80) {
      int octets = length & 0x7F;
      if (octets > 4) {
        throw new MalformedException("a length of more than four octets");
      }
      long value = 0;
      for (int i = 0; i < octets; i++) {
        value = value << 8 | octet(source, at++, limit);
      }
      if (value > limit - at) {
        throw new MalformedException("a length beyond the end");
      }
      length = (int) value;
    }
    if (length > limit - at) {
      throw new MalformedException("a length beyond the end");
    }
    return new Tlv(source, tag, start, at, at + length, at + length);
  }

  private static int endOfContents(byte[] source, int from, int limit, int depth)
      throws MalformedException {
    int at = from;
    while (true) {
      if (at + 2 > limit) {
        throw new MalformedException("an indefinite length without an end");
      }
      if (source[at] == 0 && source[at + 1] == 0) {
        return at;
      }
      at = read(source, at, limit, depth + 1).end;
    }
  }

  private static int octet(byte[] source, int at, int limit) throws MalformedException {
    if (at >= limit) {
      throw new MalformedException("cut off");
    }
    return source[at] & 0xFF;
  }

  /// Walks the whole tree once, so that no later reader meets a depth or count beyond the limits.
  /// Answers what departs from the canonical form.
  static Form bound(byte[] source, int maxValues) throws MalformedException {
    var form = new Form(maxValues);
    read(source).walk(form, 0);
    return form;
  }

  /// How a tree is encoded, and how many of its values may still be looked at.
  static final class Form {
    private int left;
    private boolean indefinite;
    private boolean wordy;

    private Form(int left) {
      this.left = left;
    }

    /// True when an indefinite length occurs.
    boolean indefinite() {
      return indefinite;
    }

    /// True when a length or an integer has more octets than it needs.
    boolean wordy() {
      return wordy;
    }
  }

  private void walk(Form form, int depth) throws MalformedException {
    if (--form.left < 0) {
      throw new MalformedException("too many values");
    }
    if (depth > MrtdLimits.ASN1_DEPTH) {
      throw new MalformedException("nested too deeply");
    }
    form.indefinite |= indefinite();
    form.wordy |= wordy();
    if (constructed()) {
      int at = contentStart;
      while (at < contentEnd) {
        Tlv child = read(source, at, contentEnd, depth);
        child.walk(form, depth + 1);
        at = child.end;
      }
    }
  }

  private boolean wordy() {
    int length = length();
    if (!indefinite()) {
      int needed = 1;
      for (int rest = length < 0x80 ? 0 : length; rest > 0; rest >>>= 8) {
        needed++;
      }
      int tagOctets = tag > 0xFFFF ? 3 : tag > 0xFF ? 2 : 1;
      if (contentStart - start - tagOctets > needed) {
        return true;
      }
    }
    return tag == INTEGER
        && length > 1
        && ((source[contentStart] == 0 && source[contentStart + 1] >= 0)
            || (source[contentStart] == -1 && source[contentStart + 1] < 0));
  }

  boolean constructed() {
    int first = source[start];
    return (first & 0x20) != 0;
  }

  boolean indefinite() {
    return end != contentEnd;
  }

  byte[] raw() {
    return Arrays.copyOfRange(source, start, end);
  }

  byte[] content() {
    return Arrays.copyOfRange(source, contentStart, contentEnd);
  }

  int length() {
    return contentEnd - contentStart;
  }

  /// The values inside.
  List<Tlv> children() throws MalformedException {
    List<Tlv> children = new ArrayList<>();
    int at = contentStart;
    while (at < contentEnd) {
      Tlv child = read(source, at, contentEnd, 0);
      children.add(child);
      at = child.end;
    }
    return children;
  }

  /// This value if it has the tag, else an exception that names what was expected.
  Tlv expect(int wanted, String what) throws MalformedException {
    if (tag != wanted) {
      throw new MalformedException(what + " has tag " + Integer.toHexString(tag));
    }
    return this;
  }

  /// The content of an octet string, primitive or in pieces.
  byte[] octets() throws MalformedException {
    return octets(0);
  }

  private byte[] octets(int depth) throws MalformedException {
    if (depth > MrtdLimits.ASN1_DEPTH) {
      throw new MalformedException("nested too deeply");
    }
    if (!constructed()) {
      return content();
    }
    var out = new java.io.ByteArrayOutputStream();
    for (Tlv piece : children()) {
      out.writeBytes(piece.octets(depth + 1));
    }
    return out.toByteArray();
  }
}
