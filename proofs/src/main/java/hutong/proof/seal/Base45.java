package hutong.proof.seal;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/// Base45 (RFC 9285): octets in the signs that a QR code packs best.
final class Base45 {

  private static final String SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

  static String encode(byte[] octets) {
    var text = new StringBuilder();
    for (int i = 0; i < octets.length; i += 2) {
      boolean two = i + 1 < octets.length;
      int value = two ? (octets[i] & 0xff) << 8 | (octets[i + 1] & 0xff) : octets[i] & 0xff;
      text.append(SIGNS.charAt(value % 45)).append(SIGNS.charAt(value / 45 % 45));
      if (two) {
        text.append(SIGNS.charAt(value / 2025));
      }
    }
    return text.toString();
  }

  static Optional<byte[]> decode(String text) {
    if (text.length() % 3 == 1) {
      return Optional.empty();
    }
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i += 3) {
      boolean three = i + 2 < text.length();
      int first = SIGNS.indexOf(text.charAt(i));
      int second = SIGNS.indexOf(text.charAt(i + 1));
      int third = three ? SIGNS.indexOf(text.charAt(i + 2)) : 0;
      int value = first + 45 * second + 2025 * third;
      if (first < 0 || second < 0 || third < 0 || value > (three ? 0xffff : 0xff)) {
        return Optional.empty();
      }
      if (three) {
        out.write(value >> 8);
      }
      out.write(value & 0xff);
    }
    return Optional.of(out.toByteArray());
  }

  private Base45() {}
}
