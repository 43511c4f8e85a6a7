package hutong.culture.internal;

import hutong.web.Tone;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that the template `culture/museum` may know.
///
/// @param opening when sales open next; absent where nobody needs a booking
public record MuseumPage(
    String key,
    String name,
    String chinese,
    String place,
    String placeChinese,
    String price,
    @Nullable Opening opening,
    List<Day> days,
    List<Plain.RuleLine> rules) {

  /// The next opening of sales.
  public record Opening(
      String day,
      String at,
      String in,
      Instant instant,
      String calendar,
      String remind,
      boolean reminded) {}

  /// A day; with an address when it can be booked now.
  public record Day(String title, String detail, String badge, Tone tone, @Nullable String path) {}
}
