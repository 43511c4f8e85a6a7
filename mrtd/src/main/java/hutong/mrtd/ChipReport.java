package hutong.mrtd;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The result of checking a chip's files: a verdict with all its reasons, who signed, by which
/// algorithms, what became of each data group, the zone that DG1 holds, and whether the chip is
/// known to be the one that was issued.
public record ChipReport(
    Verdict verdict,
    List<Finding> findings,
    @Nullable CertificateFacts signer,
    @Nullable CertificateFacts issuer,
    List<String> algorithms,
    Map<ChipFile, GroupState> groups,
    @Nullable MrzReading zone,
    ChipProof.Outcome proof) {

  /// What became of one data group.
  public enum GroupState {
    /// Its hash is the signed one.
    MATCHES,
    /// Its hash is another one.
    DIFFERS,
    /// It was given, but nobody signed it.
    NOT_SIGNED,
    /// It was signed, but not given.
    NOT_GIVEN
  }

  public ChipReport {
    findings = List.copyOf(findings);
    algorithms = List.copyOf(algorithms);
    groups = Map.copyOf(groups);
  }

  /// The stable codes of all findings.
  public List<String> codes() {
    return Finding.codes(findings);
  }

  /// The two-letter country of the signer's certificate.
  public Optional<String> country() {
    return Optional.ofNullable(signer).map(CertificateFacts::country).filter(c -> !c.isEmpty());
  }

  /// The zone of DG1, when it could be read.
  public Optional<Mrz> mrz() {
    return Optional.ofNullable(zone).flatMap(MrzReading::mrz);
  }
}
