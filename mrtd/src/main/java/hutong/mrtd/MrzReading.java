package hutong.mrtd;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came of reading a machine-readable zone: the zone when its shape is known, the lines after
/// cleaning, the result of each check digit, and every finding.
public record MrzReading(
    @Nullable Mrz zone,
    List<String> lines,
    Map<MrzCheck, Boolean> checks,
    boolean nameTruncated,
    List<Finding> findings) {

  public MrzReading {
    lines = List.copyOf(lines);
    checks = Map.copyOf(checks);
    findings = List.copyOf(findings);
  }

  /// True when the format is known and nothing fatal was found.
  public boolean valid() {
    return zone != null && !Finding.anyFatal(findings);
  }

  /// The zone, when its shape was recognised.
  public Optional<Mrz> mrz() {
    return Optional.ofNullable(zone);
  }

  /// The stable codes of all findings.
  public List<String> codes() {
    return Finding.codes(findings);
  }
}
