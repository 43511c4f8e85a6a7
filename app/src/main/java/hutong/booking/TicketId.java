package hutong.booking;

import hutong.kernel.Ids;
import java.util.UUID;

/// Names one ticket.
public record TicketId(UUID value) {

  private static final String PREFIX = "ticket_";

  public static TicketId random() {
    return new TicketId(Ids.next());
  }

  /// Reads the text form that [#toString()] prints.
  public static TicketId parse(String text) {
    return new TicketId(Ids.parse(PREFIX, text));
  }

  @Override
  public String toString() {
    return Ids.print(PREFIX, value);
  }
}
