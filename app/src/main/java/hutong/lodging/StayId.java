package hutong.lodging;

import hutong.kernel.Ids;
import java.util.UUID;

/// One person's stay at one place.
public record StayId(UUID value) {

  private static final String PREFIX = "stay_";

  public static StayId random() {
    return new StayId(Ids.next());
  }

  /// Reads the text form that [#toString()] prints.
  public static StayId parse(String text) {
    return new StayId(Ids.parse(PREFIX, text));
  }

  @Override
  public String toString() {
    return Ids.print(PREFIX, value);
  }
}
