package hutong.proof;

import java.util.Collection;
import java.util.List;

/// One thing that is wrong: a stable reason, the place, and a short technical detail that never
/// repeats a personal value.
public record Finding(Reason reason, String where, String detail) {

  public static Finding of(Reason reason) {
    return new Finding(reason, "", reason.text());
  }

  public static Finding of(Reason reason, String where) {
    return new Finding(reason, where, reason.text());
  }

  public static Finding of(Reason reason, String where, String detail) {
    return new Finding(reason, where, detail);
  }

  /// The stable code of the reason.
  public String code() {
    return reason.name();
  }

  /// Each code once, in the order they were found.
  public static List<String> codes(Collection<Finding> findings) {
    return findings.stream().map(Finding::code).distinct().toList();
  }
}
