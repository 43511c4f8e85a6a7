package hutong.culture.internal;

import hutong.web.Tone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that the templates `culture/ticket` and `culture/cancel` may know.
///
/// @param fresh whether it was booked a moment ago
/// @param due what is to be paid now; absent when nothing is
/// @param payment how its price stands, in words; absent when it is free
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
    @Nullable Due due,
    @Nullable String payment,
    boolean fresh,
    String calendar,
    @Nullable String cancelPath,
    String cancelUntil,
    List<Pass> passes) {

  public TicketPage {
    passes = List.copyOf(passes);
  }

  /// The same page with these passes only.
  TicketPage only(List<Pass> chosen) {
    return new TicketPage(
        path,
        number,
        museum,
        chinese,
        place,
        placeChinese,
        day,
        dayChinese,
        part,
        partChinese,
        time,
        price,
        free,
        due,
        payment,
        fresh,
        calendar,
        cancelPath,
        cancelUntil,
        chosen);
  }

  /// What is to be paid, and until when.
  public record Due(String total, String until) {}

  /// One person's ticket; with a code while it is worth something.
  public record Pass(
      String path,
      String name,
      String initials,
      String state,
      String stateChinese,
      Tone tone,
      @Nullable String code,
      @Nullable String cancelPath) {}
}
