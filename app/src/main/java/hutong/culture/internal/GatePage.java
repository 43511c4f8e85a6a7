package hutong.culture.internal;

import hutong.partners.NamesSeen;
import hutong.web.Tone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that the template `culture/gate` may know.
///
/// @param path the desk's own address
/// @param slots the parts of today
/// @param result what the last check said; absent before the first
/// @param found tickets of the document number that was looked for
/// @param searched whether a number was looked for
public record GatePage(
    String path,
    String museum,
    String chinese,
    String day,
    List<SlotLine> slots,
    @Nullable Result result,
    List<Found> found,
    boolean searched) {

  /// A part of today: how many came, of how many booked.
  public record SlotLine(String name, String time, String count) {}

  /// What a check said, in both languages; with a ticket when it may be let in.
  public record Result(
      Tone tone,
      String title,
      String chinese,
      String text,
      String initials,
      String when,
      @Nullable String admit) {}

  /// A ticket that was found.
  ///
  /// @param names how the name she showed and that of the ticket go together; absent when a number
  ///     alone was typed
  public record Found(
      String initials,
      String when,
      String state,
      Tone tone,
      @Nullable String admit,
      @Nullable NamesSeen names) {}
}
