package hutong.audit;

import hutong.kernel.Ids;
import java.util.UUID;

/// One entry of the log, from the moment it was written.
public record EntryId(UUID value) {

  private static final String PREFIX = "entry_";

  public static EntryId random() {
    return new EntryId(Ids.next());
  }

  /// Reads the text form that [#toString()] prints.
  public static EntryId parse(String text) {
    return new EntryId(Ids.parse(PREFIX, text));
  }

  @Override
  public String toString() {
    return Ids.print(PREFIX, value);
  }
}
