package hutong.mrtd;

import hutong.mrtd.ChipReport.GroupState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a chip is the one that was issued: its answer to our challenge, judged with the keys
/// that its signed files state. Passive authentication comes first; a copy passes it.
public final class ChipProof {

  private static final int SUCCESS = 0x9000;

  /// What is known at the end.
  public enum Outcome {
    /// The chip has the private key that only the issued one has.
    GENUINE,
    /// The chip could not do what its document promises.
    CLONE_SUSPECTED,
    /// The document states no key, so a copy could not be told.
    NOT_SUPPORTED,
    /// The document states a key, but the chip was not asked, or its files prove nothing.
    NOT_PROVED
  }

  private final Map<String, byte[]> files;
  private final ChipReport report;
  private final @Nullable ChipChallenge challenge;
  private final ChipAnswer answer;
  private final Signatures signatures;
  private final List<Finding> findings = new ArrayList<>();

  private ChipProof(
      Map<String, byte[]> files,
      ChipReport report,
      @Nullable ChipChallenge challenge,
      ChipAnswer answer,
      Signatures signatures) {
    this.files = files;
    this.report = report;
    this.challenge = challenge;
    this.answer = answer;
    this.signatures = signatures;
  }

  /// The report with what the answer to the challenge adds to it. `report` is the outcome of
  /// passive authentication of the same files; without a challenge the answer counts as missing.
  public static ChipReport add(
      ChipReport report,
      Map<String, byte[]> files,
      @Nullable ChipChallenge challenge,
      ChipAnswer answer) {
    return add(report, files, challenge, answer, Signatures.fastest());
  }

  /// The same with these signature checks.
  public static ChipReport add(
      ChipReport report,
      Map<String, byte[]> files,
      @Nullable ChipChallenge challenge,
      ChipAnswer answer,
      Signatures signatures) {
    var proof = new ChipProof(files, report, challenge, answer, signatures);
    Outcome outcome;
    try {
      outcome = proof.run();
    } catch (RuntimeException _) {
      // Like passive authentication: whatever gets the better of a reader proves nothing.
      proof.find(Reason.CHIP_AUTHENTICATION_WRONG, "chip", "defeated the reader");
      outcome = Outcome.CLONE_SUSPECTED;
    }
    return proof.merged(outcome);
  }

  private Outcome run() {
    if (report.groups().isEmpty()) {
      return Outcome.NOT_PROVED;
    }
    boolean promised = active();
    promised |= agreement();
    if (!promised) {
      find(Reason.CHIP_PROOF_UNSUPPORTED, "chip", "no key in the signed files");
      return Outcome.NOT_SUPPORTED;
    }
    if (Finding.anyFatal(findings)) {
      find(Reason.CLONE_SUSPECTED, "chip", "see the other findings");
      return Outcome.CLONE_SUSPECTED;
    }
    boolean held =
        findings.stream()
            .map(Finding::reason)
            .anyMatch(
                r ->
                    r == Reason.ACTIVE_AUTHENTICATION_HELD || r == Reason.CHIP_AUTHENTICATION_HELD);
    if (!held) {
      find(Reason.CHIP_PROOF_MISSING, "chip", "no answer");
      return Outcome.NOT_PROVED;
    }
    find(Reason.CHIP_GENUINE, "chip", "no copy");
    return Outcome.GENUINE;
  }

  // The key of a file counts when the file is the one that was signed.
  private byte @Nullable [] signedFile(ChipFile file) {
    GroupState state = report.groups().get(file);
    if (state == null) {
      return null;
    }
    byte[] content = find(file).orElse(null);
    if (state == GroupState.NOT_GIVEN || content == null) {
      find(Reason.CHIP_KEY_WITHHELD, file.name(), "signed, not given");
    } else if (state != GroupState.MATCHES || !trustworthy()) {
      find(Reason.CHIP_KEY_UNPROVED, file.name(), state.name());
    }
    return content;
  }

  private boolean trustworthy() {
    return switch (report.verdict()) {
      case GENUINE,
          GENUINE_DOCUMENT_EXPIRED,
          GENUINE_SIGNER_EXPIRED,
          REVOCATION_UNKNOWN,
          INCONSISTENT,
          CLONE_SUSPECTED ->
          true;
      case MALFORMED,
          ALTERED,
          SIGNATURE_WRONG,
          REVOKED,
          UNKNOWN_ISSUER,
          UNSUPPORTED,
          NOT_TRUSTED,
          INCOMPLETE ->
          false;
    };
  }

  private Optional<byte[]> find(ChipFile file) {
    return files.entrySet().stream()
        .filter(e -> ChipFile.find(e.getKey()).filter(f -> f == file).isPresent())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  // Answers whether the document promises it.
  private boolean active() {
    byte[] file = signedFile(ChipFile.DG15);
    if (!report.groups().containsKey(ChipFile.DG15)) {
      return false;
    }
    byte[] response = answer.signed();
    ChipChallenge asked = challenge;
    if (file == null || response == null || asked == null || unproved(ChipFile.DG15)) {
      return true;
    }
    if (refused(response, ChipFile.DG15)) {
      return true;
    }
    Optional<byte[]> key = Lds.readChipKey(file);
    if (key.isEmpty()) {
      find(Reason.CHIP_KEY_UNPROVED, "DG15", "no key that can be read");
      return true;
    }
    String algorithm =
        unproved(ChipFile.DG14) || report.groups().get(ChipFile.DG14) != GroupState.MATCHES
            ? null
            : find(ChipFile.DG14)
                .map(SecurityInfos::read)
                .map(SecurityInfos::signatureAlgorithm)
                .orElse(null);
    byte[] signature = Arrays.copyOf(response, response.length - 2);
    findings.addAll(
        ActiveAuthentication.check(key.get(), algorithm, asked.nonce(), signature, signatures));
    return true;
  }

  private boolean agreement() {
    byte[] file = signedFile(ChipFile.DG14);
    if (!report.groups().containsKey(ChipFile.DG14)) {
      return false;
    }
    if (file == null) {
      return true;
    }
    SecurityInfos infos = SecurityInfos.read(file);
    if (!infos.agrees()) {
      return false;
    }
    byte[] response = answer.agreed();
    ChipChallenge asked = challenge;
    if (response == null || asked == null || unproved(ChipFile.DG14)) {
      return true;
    }
    try {
      ChipAgreement agreement = asked.resume(infos);
      if (agreement == null) {
        find(Reason.CHIP_KEY_OTHER, "DG14", "not the key that the challenge was made for");
        return true;
      }
      if (refused(response, ChipFile.DG14)) {
        return true;
      }
      String protocol =
          (agreement.way().key().elliptic() ? "ECDH " : "DH ")
              + agreement.way().protocol().cipher();
      boolean made = agreement.madeByChip(response);
      find(
          made ? Reason.CHIP_AUTHENTICATION_HELD : Reason.CHIP_AUTHENTICATION_WRONG,
          "DG14",
          protocol);
    } catch (MalformedException e) {
      find(Reason.CHIP_AUTHENTICATION_WRONG, "DG14", String.valueOf(e.getMessage()));
    }
    return true;
  }

  private boolean unproved(ChipFile file) {
    return findings.stream()
        .anyMatch(f -> f.reason() == Reason.CHIP_KEY_UNPROVED && f.where().equals(file.name()));
  }

  private boolean refused(byte[] response, ChipFile file) {
    int status = response.length < 2 ? 0 : status(response);
    boolean bare = response.length <= 2 || status != SUCCESS;
    if (bare && !(file == ChipFile.DG14 && response.length > 2)) {
      find(Reason.CHIP_PROOF_REFUSED, file.name(), Integer.toHexString(status));
      return true;
    }
    return false;
  }

  private static int status(byte[] response) {
    int high = response[response.length - 2] & 0xFF;
    int low = response[response.length - 1] & 0xFF;
    return (high << 8) | low;
  }

  private ChipReport merged(Outcome outcome) {
    List<Finding> all = new ArrayList<>(report.findings());
    all.addAll(findings);
    Verdict verdict = report.verdict();
    if (outcome == Outcome.CLONE_SUSPECTED) {
      verdict =
          List.of(verdict, Verdict.CLONE_SUSPECTED).stream()
              .min(Comparator.naturalOrder())
              .orElseThrow();
    }
    return new ChipReport(
        verdict,
        all,
        report.signer(),
        report.issuer(),
        report.algorithms(),
        report.groups(),
        report.zone(),
        outcome);
  }

  private void find(Reason reason, String where, String detail) {
    findings.add(Finding.of(reason, where, detail));
  }
}
