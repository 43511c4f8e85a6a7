package hutong.payment;

import hutong.kernel.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/// One payment, or one filling of the balance.
public record PaymentId(UUID value) {

  private static final String PREFIX = "payment_";

  public static PaymentId random() {
    return new PaymentId(Ids.next());
  }

  /// A fresh id that sorts by its time (RFC 9562 version 7), so that a table of any size is written
  /// at its end only. All but the time is random.
  public static PaymentId at(Instant time) {
    var random = Ids.next();
    long clock = time.toEpochMilli() << 16;
    long high = clock | 0x7000L | (random.getMostSignificantBits() >>> 52);
    return new PaymentId(new UUID(high, random.getLeastSignificantBits()));
  }

  /// The id that belongs to somebody's own key: the same wish twice is the same payment.
  public static PaymentId of(String caller, String key) {
    var text = caller + "\n" + key;
    return new PaymentId(UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Reads the text form that [#toString()] prints.
  public static PaymentId parse(String text) {
    return new PaymentId(Ids.parse(PREFIX, text));
  }

  @Override
  public String toString() {
    return Ids.print(PREFIX, value);
  }
}
