package hutong.sandbox.authority;

import java.io.ByteArrayOutputStream;

/// Writes the tag-length-value elements of a chip's files (BER, tags of one or two bytes).
final class Tlv {

  private Tlv() {}

  static byte[] of(int tag, byte[]... values) {
    var value = join(values);
    var out = new ByteArrayOutputStream(value.length + 6);
    if (tag > 0xFF) {
      out.write(tag >> 8);
    }
    out.write(tag & 0xFF);
    writeLength(value.length, out);
    out.writeBytes(value);
    return out.toByteArray();
  }

  static byte[] of(int tag, int... value) {
    return of(tag, bytes(value));
  }

  static byte[] bytes(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static void writeLength(int length, ByteArrayOutputStream out) {
    if (length < 0x80) {
      out.write(length);
    } else if (length <= 0xFF) {
      out.write(0x81);
      out.write(length);
    } else if (length <= 0xFFFF) {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    } else {
      out.write(0x83);
      out.write(length >> 16);
      out.write(length >> 8);
      out.write(length);
    }
  }
}
