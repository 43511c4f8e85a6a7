package hutong.payment.internal;

import java.util.UUID;

/// The number on a receipt: short enough to read out, derived from the id, unguessable.
final class Receipts {

  /// Crockford's alphabet: nothing that could be taken for something else.
  private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  static String number(UUID id) {
    long bits = id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 17);
    var text = new StringBuilder("HT");
    for (int i = 0; i < 12; i++) {
      if (i % 4 == 0) {
        text.append('-');
      }
      text.append(LETTERS.charAt((int) (bits >>> (i * 5)) & 31));
    }
    return text.toString();
  }

  private Receipts() {}
}
