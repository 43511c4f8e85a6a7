package hutong.presentation;

import hutong.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/// One question to a traveller.
public record PresentationId(UUID value) {

  private static final String PREFIX = "presentation_";

  public static PresentationId random() {
    return new PresentationId(Ids.next());
  }

  /// Reads the text form that [#toString()] prints; empty when it is not one.
  public static Optional<PresentationId> parse(String text) {
    try {
      return Optional.of(new PresentationId(Ids.parse(PREFIX, text)));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return Ids.print(PREFIX, value);
  }
}
