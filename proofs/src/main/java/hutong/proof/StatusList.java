package hutong.proof;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The statuses of many credentials, some bits each (Token Status List). The lowest bits of an
/// octet come first.
public final class StatusList {

  public static final int VALID = 0;
  public static final int INVALID = 1;
  public static final int SUSPENDED = 2;

  private final int bits;
  private final byte[] octets;

  private StatusList(int bits, byte[] octets) {
    this.bits = bits;
    this.octets = octets;
  }

  /// A list of this many entries, all valid.
  ///
  /// @param bits 1, 2, 4 or 8 for each entry
  public static StatusList of(int bits, int size) {
    if (!sound(bits) || size < 1 || (long) size * bits > ProofLimits.STATUS_LIST * 8L) {
      throw new IllegalArgumentException("No list of " + size + " entries of " + bits + " bits");
    }
    return new StatusList(bits, new byte[(size * bits + 7) / 8]);
  }

  /// A list with these octets, before compression.
  public static StatusList of(int bits, byte[] octets) {
    if (!sound(bits)) {
      throw new IllegalArgumentException("No entries of " + bits + " bits");
    }
    return new StatusList(bits, octets.clone());
  }

  private static boolean sound(int bits) {
    return bits == 1 || bits == 2 || bits == 4 || bits == 8;
  }

  public int bits() {
    return bits;
  }

  /// How many entries there is room for.
  public int size() {
    return octets.length * 8 / bits;
  }

  /// The octets before compression.
  public byte[] octets() {
    return octets.clone();
  }

  /// The status with this number.
  ///
  /// @throws UnreadableException when the list has none
  public int get(long index) throws UnreadableException {
    if (index < 0 || index >= size()) {
      throw new UnreadableException(Reason.STATUS_INDEX, "idx");
    }
    int at = Math.toIntExact(index * bits / 8);
    int shift = Math.toIntExact(index * bits % 8);
    return ((octets[at] & 0xff) >> shift) & ((1 << bits) - 1);
  }

  /// Changes one status.
  public void set(long index, int status) {
    if (index < 0 || index >= size() || status < 0 || status >= 1 << bits) {
      throw new IllegalArgumentException("No status " + status + " at " + index);
    }
    int at = Math.toIntExact(index * bits / 8);
    int shift = Math.toIntExact(index * bits % 8);
    int mask = ((1 << bits) - 1) << shift;
    octets[at] = (byte) ((octets[at] & ~mask) | (status << shift));
  }

  /// The list as claim `status_list`.
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("bits", bits).put("lst", Base64Url.encode(compressed()));
    return json;
  }

  /// The list in the claim `status_list`.
  public static StatusList read(JsonNode claim) throws UnreadableException {
    if (!(claim instanceof ObjectNode object) || !object.path("bits").isIntegralNumber()) {
      throw new UnreadableException(Reason.STATUS_UNREADABLE, "status_list");
    }
    byte[] compressed =
        Json.text(object, "lst")
            .flatMap(Base64Url::decode)
            .orElseThrow(() -> new UnreadableException(Reason.STATUS_UNREADABLE, "lst"));
    var bits = object.path("bits");
    return read(bits.canConvertToInt() ? bits.intValue() : 0, compressed);
  }

  /// The list that compressed octets are. Never grows beyond its limit.
  public static StatusList read(int bits, byte[] compressed) throws UnreadableException {
    if (!sound(bits)) {
      throw new UnreadableException(Reason.STATUS_BITS, "bits");
    }
    var inflater = new Inflater();
    try {
      inflater.setInput(compressed);
      var out = new ByteArrayOutputStream(Math.min(compressed.length * 4, 1 << 16));
      byte[] buffer = new byte[8192];
      while (!inflater.finished()) {
        int read = inflater.inflate(buffer);
        if (read == 0 && !inflater.finished()) {
          throw new UnreadableException(Reason.STATUS_UNREADABLE, "lst");
        }
        out.write(buffer, 0, read);
        if (out.size() > ProofLimits.STATUS_LIST) {
          throw new UnreadableException(Reason.TOO_LONG, "lst");
        }
      }
      if (inflater.getRemaining() > 0) {
        throw new UnreadableException(Reason.STATUS_UNREADABLE, "lst", "octets after the end");
      }
      return new StatusList(bits, out.toByteArray());
    } catch (DataFormatException notZlib) {
      throw new UnreadableException(Reason.STATUS_UNREADABLE, "lst");
    } finally {
      inflater.end();
    }
  }

  /// The octets by DEFLATE in the ZLIB format, as small as they get.
  public byte[] compressed() {
    var deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(octets);
      deflater.finish();
      var out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
