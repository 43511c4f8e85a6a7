package hutong.culture.internal;

import hutong.web.Tone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that the templates `culture/ticket` and `culture/cancel` may know.
///
/// @param fresh whether it was booked a moment ago
/// @param cancelPath where to give it back; absent when that is over
public record TicketPage(
    String path,
    String number,
    String museum,
    String chinese,
    String place,
    String placeChinese,
    String day,
    String dayChinese,
    String part,
    String partChinese,
    String time,
    String price,
    boolean free,
    boolean fresh,
    String calendar,
    @Nullable String cancelPath,
    String cancelUntil,
    List<Pass> passes) {

  /// One person's ticket; with a code while it is worth something.
  public record Pass(
      String path,
      String name,
      String initials,
      String state,
      String stateChinese,
      Tone tone,
      @Nullable String code) {}
}
