package hutong.mrtd;

import java.util.Collection;
import java.util.List;

/// One thing that was found: a stable reason, its weight here, the field or file it concerns, and
/// a short technical detail. The detail never repeats personal values of the document.
public record Finding(Reason reason, Severity severity, String where, String detail) {

  /// A finding with the weight that its reason has by itself.
  static Finding of(Reason reason, String where, String detail) {
    return new Finding(reason, reason.severity(), where, detail);
  }

  static Finding warning(Reason reason, String where, String detail) {
    return new Finding(reason, Severity.WARNING, where, detail);
  }

  /// The stable code of the reason.
  public String code() {
    return reason.name();
  }

  /// True when this finding alone makes the answer a no.
  public boolean fatal() {
    return severity == Severity.FATAL;
  }

  static boolean anyFatal(Collection<Finding> findings) {
    return findings.stream().anyMatch(Finding::fatal);
  }

  static List<String> codes(Collection<Finding> findings) {
    return findings.stream().map(Finding::code).distinct().toList();
  }
}
