package hutong.toolkit;

import java.util.Base64;
import java.util.Optional;

/// Base64url as RFC 7515 wants it: no padding, no line ends, no bits left over. One value has one
/// form, so that nothing can be changed without being seen.
final class Base64Url {

  static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException notBase64Url) {
      return Optional.empty();
    }
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private Base64Url() {}
}
