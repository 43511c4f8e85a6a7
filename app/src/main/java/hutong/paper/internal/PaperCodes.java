package hutong.paper.internal;

import hutong.credential.ClaimWords;
import hutong.credential.ClaimWords.Said;
import hutong.credential.CredentialType;
import hutong.credential.CredentialTypes;
import hutong.credential.Printed;
import hutong.identity.Document;
import hutong.kernel.Beijing;
import hutong.kernel.Purpose;
import hutong.language.Words;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.Reason;
import hutong.proof.SignatureKey;
import hutong.proof.StatusReference;
import hutong.proof.UnreadableException;
import hutong.proof.seal.CompactCode;
import hutong.proof.seal.SealReader;
import hutong.proof.seal.VdsNc;
import hutong.vault.SigningKeys;
import hutong.vault.SigningKeys.Use;
import hutong.web.WebSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes codes for paper, and judges them.
@Component
class PaperCodes {

  private static final String TRAVELLER = "verified-traveller";

  /// Of the permission to stay there is a seal in the form of ICAO, too.
  private static final String SEALED = "permission-to-stay";

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

  private static final Set<Reason> UNREADABLE =
      Set.of(Reason.SEAL_UNREADABLE, Reason.TOO_LONG, Reason.SEAL_VERSION, Reason.SEAL_TRAILING);

  private final SigningKeys keys;
  private final PaperTrust trust;
  private final CredentialTypes types;
  private final PaperSettings settings;
  private final WebSettings web;
  private final InstantSource clock;

  PaperCodes(
      SigningKeys keys,
      PaperTrust trust,
      CredentialTypes types,
      PaperSettings settings,
      WebSettings web,
      InstantSource clock) {
    this.keys = keys;
    this.trust = trust;
    this.types = types;
    this.settings = settings;
    this.web = web;
    this.clock = clock;
  }

  /// A sheet of a credential. It is revoked when the credential is.
  PaperViews.Sheet sheet(Printed printed, Words words) {
    var claims = printed.claims().reveal(Purpose.OWN_VIEW);
    var status = printed.status().orElse(null);
    return sheet(printed.type(), claims, printed.expiresAt(), status, words);
  }

  /// A sheet of a document that no chip has proved. Nothing can revoke it before its end.
  PaperViews.Sheet sheet(Document document, Words words) {
    var name =
        (document.surname().reveal(Purpose.OWN_VIEW)
                + " "
                + document.givenNames().reveal(Purpose.OWN_VIEW))
            .strip();
    var claims = new TreeMap<String, Object>();
    claims.put("name", name);
    claims.put("nationality", document.nationality());
    claims.put("verification", "typed");
    var end = document.expiry().plusDays(1).atStartOfDay(Beijing.ZONE).toInstant();
    return sheet(types.find(TRAVELLER).orElseThrow(), claims, end, null, words);
  }

  private PaperViews.Sheet sheet(
      CredentialType type,
      Map<String, Object> claims,
      Instant end,
      @Nullable StatusReference status,
      Words words) {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var most = now.plus(PaperLimits.LASTS);
    var until = (most.isBefore(end) ? most : end).truncatedTo(ChronoUnit.SECONDS);
    ObjectNode said = PaperClaims.json(claims);
    var key = PaperTrust.signer(keys.current(Use.SEAL));
    var code = new CompactCode(web.publicUrl(), type.key(), said, now, until, status).sign(key);
    return new PaperViews.Sheet(
        code,
        type.key().equals(SEALED) ? seal(key, said) : null,
        type.name().in(words.language()),
        ClaimWords.said(type, claims, words),
        status != null,
        until);
  }

  private String seal(SignatureKey key, ObjectNode said) {
    return VdsNc.sign(key, SEALED, settings.state(), said);
  }

  /// The judgement of the server, for a browser that runs no script.
  PaperViews.Result check(String text, Words words) {
    var bounded = text.strip();
    if (bounded.length() > PaperLimits.TEXT) {
      return new PaperViews.Result("UNREADABLE", List.of(), null);
    }
    return bounded.startsWith("{") ? checkSeal(bounded, words) : checkCode(bounded, words);
  }

  private PaperViews.Result checkCode(String text, Words words) {
    var reading = CompactCode.verify(text, this::keyFor, clock.instant());
    var content = reading.content();
    if (content == null) {
      return new PaperViews.Result("UNREADABLE", List.of(), null);
    }
    var verdict =
        reading.findings().stream()
            .findFirst()
            .map(finding -> verdict(finding.reason(), content))
            .orElseGet(() -> standing(content.status()));
    return new PaperViews.Result(
        verdict, said(content.type(), content.claims(), words), content.expires());
  }

  private PaperViews.Result checkSeal(String text, Words words) {
    var now = clock.instant();
    var reading = new SealReader(trust.certificates()).read(text, now, now);
    var fields = Json.MAPPER.<JsonNode>valueToTree(reading.fields());
    var verdict =
        reading.findings().stream()
            .findFirst()
            .map(finding -> sealVerdict(finding.reason()))
            .orElse("GOOD");
    return new PaperViews.Result(verdict, said(SEALED, fields, words), null);
  }

  private List<Said> said(String type, JsonNode claims, Words words) {
    return types
        .find(type)
        .map(each -> ClaimWords.said(each, PaperClaims.read(each, claims), words))
        .orElse(List.of());
  }

  private String standing(@Nullable StatusReference status) {
    if (status == null) {
      return "GOOD";
    }
    return trust.revoked(status).map(gone -> gone ? "REVOKED" : "GOOD").orElse("STATUS_UNKNOWN");
  }

  private String verdict(Reason reason, CompactCode content) {
    if (reason == Reason.KEY_MISSING) {
      return content.issuer().equals(web.publicUrl()) ? "FORGED" : "ISSUER_UNKNOWN";
    }
    if (reason == Reason.EXPIRED) {
      return "EXPIRED";
    }
    return reason == Reason.NOT_YET_VALID ? "NOT_YET" : "ALTERED";
  }

  private static String sealVerdict(Reason reason) {
    if (UNREADABLE.contains(reason)) {
      return "UNREADABLE";
    }
    if (reason == Reason.SIGNATURE_WRONG) {
      return "ALTERED";
    }
    return reason == Reason.EXPIRED ? "EXPIRED" : "ISSUER_UNKNOWN";
  }

  private Jwk keyFor(ObjectNode header, ObjectNode claims, Instant now) throws UnreadableException {
    var id = header.path("kid").asString("");
    return Optional.of(claims.path("iss").asString(""))
        .filter(web.publicUrl()::equals)
        .flatMap(_ -> trust.signers().stream().filter(key -> key.id().equals(id)).findFirst())
        .map(SignatureKey::publicKey)
        .orElseThrow(() -> new UnreadableException(Reason.KEY_MISSING, "kid"));
  }
}
