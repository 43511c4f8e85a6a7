package hutong.paper.internal;

import hutong.identity.Document;
import hutong.kernel.Beijing;
import hutong.kernel.Purpose;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.Reason;
import hutong.proof.SignatureKey;
import hutong.proof.SignatureKeys;
import hutong.proof.UnreadableException;
import hutong.proof.seal.CompactCode;
import hutong.vault.SigningKeys;
import hutong.vault.SigningKeys.SigningKey;
import hutong.vault.SigningKeys.Use;
import hutong.web.WebSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Makes codes for paper, judges them, and says which keys they are signed with.
@Component
class PaperCodes {

  private static final String TYPE = "verified-traveller";

  /// How a code can be judged, the names that the browser's own check uses too.
  static final List<String> VERDICTS =
      List.of(
          "GOOD",
          "ISSUER_UNKNOWN",
          "FORGED",
          "ALTERED",
          "EXPIRED",
          "NOT_YET",
          "REVOKED",
          "STATUS_UNKNOWN",
          "UNREADABLE");

  private final SigningKeys keys;
  private final WebSettings web;
  private final InstantSource clock;

  PaperCodes(SigningKeys keys, WebSettings web, InstantSource clock) {
    this.keys = keys;
    this.web = web;
    this.clock = clock;
  }

  PaperViews.Sheet sheet(Document document) {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var end = document.expiry().plusDays(1).atStartOfDay(Beijing.ZONE).toInstant();
    var until = now.plus(PaperLimits.LASTS).isBefore(end) ? now.plus(PaperLimits.LASTS) : end;
    var name =
        (document.surname().reveal(Purpose.OWN_VIEW)
                + ", "
                + document.givenNames().reveal(Purpose.OWN_VIEW))
            .replaceAll("^, |, $", "");
    boolean byChip = document.level() == Document.Level.CHIP;
    ObjectNode claims = Json.object();
    claims.put("name", name);
    claims.put("nationality", document.nationality());
    claims.put("chip", byChip);
    var code = new CompactCode(web.publicUrl(), TYPE, claims, now, until, null);
    return new PaperViews.Sheet(
        code.sign(signer(keys.current(Use.SEAL))),
        name,
        document.nationality(),
        byChip,
        now,
        until);
  }

  /// The judgement of the server, for a browser that runs no script.
  PaperViews.Result check(String text) {
    var bounded = text.strip();
    if (bounded.length() > PaperLimits.TEXT) {
      return new PaperViews.Result("UNREADABLE", "", "", null);
    }
    var reading = CompactCode.verify(bounded, this::keyFor, clock.instant());
    var verdict =
        reading.findings().stream()
            .findFirst()
            .map(finding -> verdict(finding.reason(), reading))
            .orElse("GOOD");
    return reading
        .findContent()
        .map(
            content ->
                new PaperViews.Result(
                    verdict,
                    content.claims().path("name").asString(""),
                    content.claims().path("nationality").asString(""),
                    content.expires()))
        .orElseGet(() -> new PaperViews.Result(verdict, "", "", null));
  }

  private String verdict(Reason reason, CompactCode.Reading reading) {
    if (reading.content() == null) {
      return "UNREADABLE";
    }
    if (reason == Reason.KEY_MISSING) {
      return reading.content().issuer().equals(web.publicUrl()) ? "FORGED" : "ISSUER_UNKNOWN";
    }
    if (reason == Reason.EXPIRED) {
      return "EXPIRED";
    }
    return reason == Reason.NOT_YET_VALID ? "NOT_YET" : "ALTERED";
  }

  private Jwk keyFor(ObjectNode header, ObjectNode claims, Instant now) throws UnreadableException {
    var id = header.path("kid").asString("");
    return Optional.of(claims.path("iss").asString(""))
        .filter(web.publicUrl()::equals)
        .flatMap(_ -> signers().stream().filter(key -> key.id().equals(id)).findFirst())
        .map(SignatureKey::publicKey)
        .orElseThrow(() -> new UnreadableException(Reason.KEY_MISSING, "kid"));
  }

  /// What a browser keeps to check codes without a network.
  ObjectNode trust() {
    ObjectNode trust = Json.object();
    trust.put("made", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    var house = trust.putArray("issuers").addObject();
    house.put("issuer", web.publicUrl());
    var set = house.putArray("keys");
    signers().forEach(key -> set.add(key.publicKey().json().deepCopy().put("kid", key.id())));
    trust.putObject("statuses");
    return trust;
  }

  private List<SignatureKey> signers() {
    return keys.accepted(Use.SEAL).stream().map(PaperCodes::signer).toList();
  }

  private static SignatureKey signer(SigningKey key) {
    return SignatureKeys.of(
        key.id(), key.privateKey(), key.certificate().getPublicKey(), List.of(key.certificate()));
  }
}
