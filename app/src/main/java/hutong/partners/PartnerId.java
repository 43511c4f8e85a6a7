package hutong.partners;

import hutong.kernel.Ids;
import java.util.UUID;

/// Somebody who works with the city.
public record PartnerId(UUID value) {

  private static final String PREFIX = "partner_";

  public static PartnerId random() {
    return new PartnerId(Ids.next());
  }

  /// Reads the text form that [#toString()] prints.
  public static PartnerId parse(String text) {
    return new PartnerId(Ids.parse(PREFIX, text));
  }

  @Override
  public String toString() {
    return Ids.print(PREFIX, value);
  }
}
