package hutong.proof.seal;

import hutong.proof.Finding;
import hutong.proof.Reason;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was found in a seal. The fields may be believed only when nothing is wrong.
///
/// @param format `VDS`, `VDS-NC`, or empty where it is none
/// @param type the kind of document, or what the header says
/// @param notes deviations that change nothing
public record SealReading(
    String format,
    String type,
    String issuer,
    Map<String, Object> fields,
    List<Finding> findings,
    List<Finding> notes) {

  private static final Set<Reason> OPEN = Set.of(Reason.KEY_MISSING);

  public SealReading {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    findings = findings.stream().distinct().toList();
    notes = List.copyOf(notes);
  }

  public boolean valid() {
    return findings.isEmpty();
  }

  /// True when all that stands in the way is a certificate that the reader did not bring.
  public boolean incomplete() {
    return !findings.isEmpty()
        && findings.stream().allMatch(finding -> OPEN.contains(finding.reason()));
  }
}
