package hutong.proof.seal;

import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import java.io.ByteArrayOutputStream;

/// Capitals, digits and spaces packed three to two octets (Doc 9303-13, annex; TR-03137 annex B).
/// The filler `<` is written as a space.
final class C40 {

  private static final int ASCII = 0xfe;

  static byte[] encode(String text) {
    var out = new ByteArrayOutputStream();
    String plain = text.replace('<', ' ');
    for (int i = 0; i < plain.length(); i += 3) {
      int left = plain.length() - i;
      if (left == 1) {
        value(plain.charAt(i));
        out.write(ASCII);
        out.write(plain.charAt(i) + 1);
      } else {
        int third = left == 2 ? 0 : value(plain.charAt(i + 2));
        int packed = 1600 * value(plain.charAt(i)) + 40 * value(plain.charAt(i + 1)) + third + 1;
        out.write(packed >> 8);
        out.write(packed & 0xff);
      }
    }
    return out.toByteArray();
  }

  static String decode(byte[] octets, String where) throws UnreadableException {
    var text = new StringBuilder();
    if (octets.length % 2 != 0) {
      throw bad(where);
    }
    for (int i = 0; i < octets.length; i += 2) {
      int first = octets[i] & 0xff;
      int second = octets[i + 1] & 0xff;
      boolean last = i + 2 == octets.length;
      if (first == ASCII) {
        char sign = (char) (second - 1);
        if (!last || !known(sign)) {
          throw bad(where);
        }
        text.append(sign);
        continue;
      }
      int packed = (first << 8 | second) - 1;
      if (packed < 0 || packed >= 64_000) {
        throw bad(where);
      }
      text.append(sign(packed / 1600, where));
      text.append(sign(packed / 40 % 40, where));
      if (packed % 40 == 0 && last) {
        continue;
      }
      text.append(sign(packed % 40, where));
    }
    return text.toString();
  }

  private static boolean known(char sign) {
    return sign == ' ' || (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z');
  }

  private static int value(char sign) {
    if (!known(sign)) {
      throw new IllegalArgumentException("Not a capital, digit or space: " + (int) sign);
    }
    if (sign == ' ') {
      return 3;
    }
    return sign <= '9' ? sign - '0' + 4 : sign - 'A' + 14;
  }

  private static char sign(int value, String where) throws UnreadableException {
    if (value == 3) {
      return ' ';
    }
    if (value >= 4 && value <= 13) {
      return (char) ('0' + value - 4);
    }
    if (value >= 14 && value <= 39) {
      return (char) ('A' + value - 14);
    }
    throw bad(where);
  }

  private static UnreadableException bad(String where) {
    return new UnreadableException(Reason.SEAL_C40, where);
  }

  private C40() {}
}
