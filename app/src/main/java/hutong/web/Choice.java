package hutong.web;

import org.jspecify.annotations.Nullable;

/// One of the answers a person may pick.
///
/// @param value what the form sends
/// @param hint a second line that helps to choose; may be absent
/// @param icon may be absent
public record Choice(String value, String label, @Nullable String hint, @Nullable Icon icon) {

  public static Choice of(String value, String label) {
    return new Choice(value, label, null, null);
  }

  public static Choice of(String value, String label, String hint) {
    return new Choice(value, label, hint, null);
  }
}
