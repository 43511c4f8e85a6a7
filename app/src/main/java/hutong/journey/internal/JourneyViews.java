package hutong.journey.internal;

import hutong.web.Icon;
import hutong.web.Tone;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the first pages show. Public because templates are compiled apart.
public final class JourneyViews {

  /// One thing of today: what it is, and the one thing to do about it.
  ///
  /// @param chinese what a driver or clerk reads; may be absent
  /// @param until when it is due or begins; may be absent
  public record Card(
      Tone tone,
      Icon icon,
      String title,
      String text,
      @Nullable String chinese,
      @Nullable Instant until,
      String href,
      String action) {}

  /// One step of the first day.
  public record Step(String title, String href, boolean done) {}

  /// All that the template `journey/today` may know.
  public record TodayPage(String greeting, List<Card> cards, List<Step> steps) {
    public long done() {
      return steps.stream().filter(Step::done).count();
    }

    public boolean complete() {
      return done() == steps.size();
    }
  }

  /// Something to show at a gate or a desk.
  public record Pass(
      Icon icon, String kind, String title, @Nullable String chinese, String text, String href) {}

  /// All that the template `journey/passes` may know.
  public record PassesPage(List<Pass> passes, boolean hasDocument) {}

  private JourneyViews() {}
}
