package hutong.culture.internal;

import hutong.web.Tone;
import java.util.List;

/// All that the template `culture/tickets` may know.
public record TicketListPage(List<Line> coming, List<Line> past) {

  /// A booked visit.
  public record Line(String path, String title, String detail, String state, Tone tone) {}
}
