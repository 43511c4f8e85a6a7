package hutong.presentation.internal;

import hutong.presentation.PresentationId;
import hutong.presentation.internal.AnswerReader.Posted;
import hutong.presentation.internal.PresentationService.Answerer;
import hutong.presentation.internal.RequestStore.Row;
import hutong.proof.Finding;
import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import hutong.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Where wallets read a question and answer it (OpenID4VP 1.0, sections 5.10 and 8.2).
@RestController
@RequestMapping("/api/v1/openid4vp")
@Tag(name = "Wallets", description = "OpenID4VP 1.0: a wallet reads a question and answers it.")
class WalletApi {

  private static final MediaType REQUEST =
      MediaType.parseMediaType("application/" + RequestObjects.TYPE);
  private static final MediaType PEM = MediaType.parseMediaType("application/x-pem-file");

  private final PresentationService presentations;
  private final RequestObjects requests;
  private final AnswerReader answers;
  private final VerifierKeys keys;
  private final InstantSource clock;

  WalletApi(
      PresentationService presentations,
      RequestObjects requests,
      AnswerReader answers,
      VerifierKeys keys,
      InstantSource clock) {
    this.presentations = presentations;
    this.requests = requests;
    this.answers = answers;
    this.keys = keys;
    this.clock = clock;
  }

  /// What the response endpoint says when all is well.
  @Schema(name = "WalletResponse")
  record Accepted(
      @Schema(description = "Where the wallet sends the traveller's browser")
          @Nullable String redirect_uri) {}

  /// What it says when it is not.
  ///
  /// @param reasons every reason, by its stable code
  @Schema(name = "WalletRefusal")
  record Refused(String error, String error_description, List<String> reasons) {}

  @Operation(summary = "A question, as a signed request object")
  @GetMapping("/requests/{id}")
  ResponseEntity<?> read(@PathVariable String id) {
    return read(id, null);
  }

  @Operation(
      summary = "The same, for a wallet that says a nonce of its own",
      description = "`wallet_nonce` stands in the request object again.")
  @PostMapping(path = "/requests/{id}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ResponseEntity<?> readWithNonce(@PathVariable String id, HttpServletRequest http) {
    try {
      var form = FormBody.read(http);
      var nonce = form.get("wallet_nonce");
      var metadata = form.get("wallet_metadata");
      if ((nonce != null && (nonce.isEmpty() || nonce.length() > PresentationLimits.WALLET_NONCE))
          || (metadata != null && metadata.length() > PresentationLimits.WALLET_METADATA)) {
        return refused(List.of(Reason.TOO_LONG.name()));
      }
      return read(id, nonce);
    } catch (UnreadableException unreadable) {
      return refused(List.of(unreadable.finding().code()));
    }
  }

  private ResponseEntity<?> read(String id, @Nullable String walletNonce) {
    var row = find(id);
    if (row.isEmpty()) {
      throw problem("NO_SUCH_REQUEST", HttpStatus.NOT_FOUND);
    }
    if (!row.get().waits(clock.instant()) || !presentations.fetched(row.get())) {
      throw problem("REQUEST_OVER", HttpStatus.GONE);
    }
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(REQUEST)
        .body(requests.write(row.get(), walletNonce).getBytes(StandardCharsets.US_ASCII));
  }

  @Operation(
      summary = "A wallet's answer",
      description =
          "`response` when it is encrypted (`direct_post.jwt`), else `vp_token` and `state`; or"
              + " `error`. One question takes one answer.")
  @PostMapping(path = "/responses/{id}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ResponseEntity<?> answer(@PathVariable String id, HttpServletRequest http) {
    var row = find(id);
    if (row.isEmpty()) {
      throw problem("NO_SUCH_REQUEST", HttpStatus.NOT_FOUND);
    }
    if (!row.get().waits(clock.instant())) {
      return refused(List.of(over(row.get())));
    }
    try {
      var form = FormBody.read(http);
      var posted =
          new Posted(
              form.get("response"), form.get("vp_token"), form.get("state"), form.get("error"));
      return ended(row.get(), answers.read(row.get(), posted, presentations.answerKey(row.get())));
    } catch (UnreadableException unreadable) {
      presentations.wrongAnswer(row.get());
      return refused(List.of(unreadable.finding().code()));
    }
  }

  private ResponseEntity<?> ended(Row row, Verdict verdict) {
    var kept = presentations.end(row, verdict, new Answerer(null, null));
    if (kept.isEmpty()) {
      return refused(List.of(Reason.ALREADY_ANSWERED.name()));
    }
    if (verdict instanceof Verdict.Bad(var findings, _)
        && !findings.equals(List.of(Reason.WALLET_COULD_NOT.name()))) {
      return refused(findings);
    }
    var redirect = kept.get().redirect();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_JSON)
        .body(new Accepted(redirect.isEmpty() ? null : redirect));
  }

  /// Why no answer is taken any more. A second answer is a replay of the first's nonce.
  private static String over(Row row) {
    return row.ending().status().equals("WAITING")
        ? Reason.REQUEST_EXPIRED.name()
        : Reason.ALREADY_ANSWERED.name();
  }

  @Operation(summary = "The authority that this verifier's certificate is from, in PEM")
  @GetMapping("/verifier-authority.pem")
  ResponseEntity<byte[]> authority() throws CertificateEncodingException {
    var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
    var pem =
        "-----BEGIN CERTIFICATE-----\n"
            + base64.encodeToString(keys.authority().getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    return ResponseEntity.ok().contentType(PEM).body(pem.getBytes(StandardCharsets.US_ASCII));
  }

  private Optional<Row> find(String id) {
    return PresentationId.parse(id).flatMap(presentations::row);
  }

  private static ResponseEntity<Refused> refused(List<String> reasons) {
    var text =
        reasons.stream()
            .map(code -> Finding.of(Reason.valueOf(code)).detail())
            .reduce((one, other) -> one + "; " + other)
            .orElse("");
    return ResponseEntity.badRequest()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_JSON)
        .body(new Refused("invalid_request", text, reasons));
  }

  private static Problem.Stop problem(String code, HttpStatus status) {
    return Problem.of("presentation", code, status).stop();
  }
}
