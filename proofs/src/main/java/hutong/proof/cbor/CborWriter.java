package hutong.proof.cbor;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes CBOR in its shortest form, with definite lengths and members in the order given.
public final class CborWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  private CborWriter() {}

  public static byte[] write(Cbor item) {
    var writer = new CborWriter();
    writer.item(item);
    return writer.out.toByteArray();
  }

  private void item(Cbor item) {
    switch (item) {
      case Cbor.Whole(var value) -> {
        if (value.bitLength() > 64) {
          throw new IllegalArgumentException("A number of more than 64 bits");
        }
        boolean negative = value.signum() < 0;
        head(negative ? 1 : 0, negative ? value.not() : value);
      }
      case Cbor.Octets(var value) -> {
        head(2, value.length);
        out.writeBytes(value);
      }
      case Cbor.Text(var value) -> {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        head(3, utf8.length);
        out.writeBytes(utf8);
      }
      case Cbor.Items(var values) -> {
        head(4, values.size());
        values.forEach(this::item);
      }
      case Cbor.Members(var values) -> {
        head(5, values.size());
        values.forEach(
            member -> {
              item(member.key());
              item(member.value());
            });
      }
      case Cbor.Tagged(var tag, var value, var encoded) -> {
        if (encoded.length > 0) {
          out.writeBytes(encoded);
        } else {
          head(6, tag);
          item(value);
        }
      }
      case Cbor.Fraction(var value) -> {
        out.write(0xfb);
        out.writeBytes(ByteBuffer.allocate(8).putDouble(value).array());
      }
      case Cbor.Simple(var value) -> {
        if (value >= 32) {
          out.write(0xf8);
          out.write(value);
        } else {
          out.write(0xe0 | value);
        }
      }
    }
  }

  private void head(int major, long value) {
    head(major, BigInteger.valueOf(value));
  }

  private void head(int major, BigInteger value) {
    int bits = value.bitLength();
    long number = value.longValue();
    int kind = major << 5;
    if (bits < 6 && number < 24) {
      out.write(kind | (int) number);
    } else if (bits <= 8) {
      out.write(kind | 24);
      out.write((int) number);
    } else if (bits <= 16) {
      out.write(kind | 25);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) number).array());
    } else if (bits <= 32) {
      out.write(kind | 26);
      out.writeBytes(ByteBuffer.allocate(4).putInt((int) number).array());
    } else {
      out.write(kind | 27);
      out.writeBytes(ByteBuffer.allocate(8).putLong(number).array());
    }
  }
}
