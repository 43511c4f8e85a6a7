package hutong.proof;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Base64url as RFC 7515 wants it: no padding, no line ends, no bits left over. One value has one
/// form, so that nothing can be changed without being seen.
public final class Base64Url {

  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final int[] VALUES = values();

  public static Optional<byte[]> decode(String text) {
    int left = text.length() & 3;
    if (left == 1 || text.endsWith("=")) {
      return Optional.empty();
    }
    if (left != 0) {
      char last = text.charAt(text.length() - 1);
      int value = last < 128 ? VALUES[last] : -1;
      if (value < 0 || (value & (left == 2 ? 0x0f : 0x03)) != 0) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(DECODER.decode(text));
    } catch (IllegalArgumentException notBase64Url) {
      return Optional.empty();
    }
  }

  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  static byte[] encodeToOctets(byte[] bytes) {
    return ENCODER.encode(bytes);
  }

  private static int[] values() {
    int[] values = new int[128];
    Arrays.fill(values, -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = i;
    }
    return values;
  }

  private Base64Url() {}
}
