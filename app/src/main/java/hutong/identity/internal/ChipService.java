package hutong.identity.internal;

import hutong.identity.Document.Level;
import hutong.kernel.PersonId;
import hutong.mrtd.ChipProof;
import hutong.mrtd.ChipReport;
import hutong.mrtd.CryptoProviders;
import hutong.mrtd.PassiveAuthentication;
import hutong.mrtd.Verdict;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Checks chip files against the trust store. The files are dropped unless she wants them kept.
@Service
class ChipService {

  private final DocumentService documents;
  private final TrustService trust;
  private final InstantSource clock;

  ChipService(DocumentService documents, TrustService trust, InstantSource clock) {
    this.documents = documents;
    this.trust = trust;
    this.clock = clock;
  }

  /// A check that was kept: its id and everything that was found.
  record Checked(UUID id, ChipReport report) {}

  /// Checks a chip for a person; verdict and reasons are kept whatever they are.
  @Transactional
  public Checked check(
      PersonId person, Map<String, byte[]> files, ChipDesk.Asked asked, boolean keep) {
    var report = verify(files, asked);
    var outcome =
        new CheckOutcome(
            Level.CHIP,
            report.verdict().name(),
            report.codes(),
            report.country().orElse(""),
            String.join(", ", report.algorithms()));
    var check = documents.keep(person, outcome, reading(report));
    if (keep && report.verdict().genuine()) {
      documents.keepFiles(person, files);
    }
    return new Checked(check, report);
  }

  /// Checks a chip for nobody in particular; nothing is kept.
  ChipReport verify(Map<String, byte[]> files, ChipDesk.Asked asked) {
    var signatures = CryptoProviders.fastest().signatures();
    var passive = PassiveAuthentication.verify(files, trust.anchors(), clock.instant(), signatures);
    return ChipProof.add(passive, files, asked.challenge(), asked.answer());
  }

  /// A document is taken from a chip that is genuine and whose document is still valid.
  private static @Nullable DocumentReading reading(ChipReport report) {
    boolean taken =
        report.verdict() == Verdict.GENUINE || report.verdict() == Verdict.GENUINE_SIGNER_EXPIRED;
    return taken
        ? report.mrz().flatMap(zone -> DocumentReading.of(zone, Level.CHIP)).orElse(null)
        : null;
  }
}
