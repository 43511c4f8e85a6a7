package hutong.presentation.internal;

import hutong.proof.Base64Url;
import hutong.proof.Finding;
import hutong.proof.Json;
import hutong.proof.Reason;
import hutong.proof.SdJwtExpectation;
import hutong.proof.SdJwtVerifier;
import hutong.proof.StatusReference;
import hutong.proof.mdoc.MdocExpectation;
import hutong.proof.mdoc.MdocVerifier;
import hutong.proof.mdoc.SessionTranscript;
import hutong.proof.vp.ClaimPath;
import hutong.proof.vp.Dcql;
import hutong.proof.vp.Returned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Checks one presented credential: its issuer, its holder, its time, its status.
@Component
class CredentialReader {

  private final TrustedIssuers issuers;
  private final StatusChecks statuses;

  CredentialReader(TrustedIssuers issuers, StatusChecks statuses) {
    this.issuers = issuers;
    this.statuses = statuses;
  }

  /// What a presentation must be made for.
  record Session(String clientId, String nonce, SessionTranscript transcript) {}

  /// What was found, and what it says when it could be read.
  record Checked(List<Finding> findings, Optional<Returned> returned) {}

  Checked check(Dcql.CredentialQuery asked, String presentation, Session session, Instant now) {
    return switch (asked.format()) {
      case Dcql.SD_JWT_VC -> token(asked, presentation, session, now);
      case Dcql.MDOC -> document(asked, presentation, session, now);
      default -> new Checked(List.of(Finding.of(Reason.CREDENTIAL_FORMAT_OTHER)), Optional.empty());
    };
  }

  private Checked document(
      Dcql.CredentialQuery asked, String presentation, Session session, Instant now) {
    var octets = Base64Url.decode(presentation);
    if (octets.isEmpty()) {
      return new Checked(List.of(Finding.of(Reason.MDOC_UNREADABLE, asked.id())), Optional.empty());
    }
    var reading =
        new MdocVerifier(issuers.authorities())
            .verify(octets.get(), MdocExpectation.of(session.transcript(), now));
    var findings = new ArrayList<>(reading.findings());
    if (reading.documents().size() != 1) {
      if (findings.isEmpty()) {
        findings.add(Finding.of(Reason.CREDENTIAL_TWICE, asked.id()));
      }
      return new Checked(findings, Optional.empty());
    }
    var document = reading.documents().getFirst();
    document
        .findStatus()
        .flatMap(reference -> statuses.fault(reference, now))
        .ifPresent(findings::add);
    var disclosed = new ArrayList<ClaimPath>();
    document
        .elements()
        .forEach((space, names) -> names.keySet().forEach(n -> disclosed.add(path(space, n))));
    return new Checked(
        findings,
        Optional.of(
            new Returned(
                asked.id(),
                Dcql.MDOC,
                List.of(document.docType()),
                document.json(),
                disclosed,
                List.of(),
                true)));
  }

  private static ClaimPath path(String space, String name) {
    return ClaimPath.of(space, name);
  }

  private Checked token(
      Dcql.CredentialQuery asked, String presentation, Session session, Instant now) {
    var expected = SdJwtExpectation.presented(session.clientId(), session.nonce(), now);
    var reading = new SdJwtVerifier(issuers.ofTokens()).verify(presentation, expected);
    var findings = new ArrayList<>(reading.findings());
    StatusReference.of(reading.claims())
        .flatMap(reference -> statuses.fault(reference, now))
        .ifPresent(findings::add);
    if (reading.claims().isEmpty()) {
      return new Checked(findings, Optional.empty());
    }
    var disclosed =
        reading.disclosed().stream()
            .map(pointer -> ClaimPath.ofPointer(pointer, reading.claims()))
            .toList();
    var type = Json.text(reading.claims(), "vct").orElse("");
    return new Checked(
        findings,
        Optional.of(
            new Returned(
                asked.id(),
                Dcql.SD_JWT_VC,
                List.of(type),
                reading.claims(),
                disclosed,
                issuers.authorityKeys(reading.header()),
                true)));
  }
}
