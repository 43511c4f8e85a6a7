package hutong.identity.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.identity.Actor;
import hutong.identity.CallerSource;
import hutong.kernel.Purpose;
import hutong.mrtd.ChipReport;
import hutong.mrtd.Finding;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Checks of documents for callers with a token: a traveller's own app, or a partner's counter.
@RestController
@Tag(name = "documents", description = "Checking a document by its chip")
class DocumentApi {

  private final ChipDesk desk;
  private final ChipService chips;
  private final List<CallerSource> callers;
  private final Audit audit;

  DocumentApi(ChipDesk desk, ChipService chips, List<CallerSource> callers, Audit audit) {
    this.desk = desk;
    this.chips = chips;
    this.callers = List.copyOf(callers);
    this.audit = audit;
  }

  /// One thing that was found; `fatal` findings make the answer a no.
  record Found(String code, boolean fatal, String where, String detail) {
    static Found of(Finding finding) {
      return new Found(finding.code(), finding.fatal(), finding.where(), finding.detail());
    }
  }

  /// What the check found. `verdict`, `chip` and `codes` are stable.
  ///
  /// @param chip whether the chip is the issued one: GENUINE, CLONE_SUSPECTED, NOT_SUPPORTED or
  ///     NOT_PROVED
  /// @param country of the document signer
  /// @param next where the traveller goes on, when the check was made for her
  record Answer(
      String verdict,
      boolean genuine,
      String chip,
      List<String> codes,
      List<Found> findings,
      @Nullable String country,
      List<String> algorithms,
      @Nullable String next) {

    static Answer of(ChipReport report, @Nullable String next) {
      return new Answer(
          report.verdict().name(),
          report.verdict().genuine(),
          report.proof().name(),
          report.codes(),
          report.findings().stream().map(Found::of).toList(),
          report.country().orElse(null),
          report.algorithms(),
          next);
    }
  }

  /// What a reader knows of the chip when it asks: DG14, if the chip has one.
  @Operation(
      summary = "Ask for a challenge to a chip",
      description =
          "The answer to it proves that the chip is the issued one and no copy. A challenge works "
              + "once, for five minutes, for the caller who asked. Send DG14 under files for chip "
              + "authentication.")
  @PostMapping("/api/v1/documents/challenges")
  @ResponseStatus(HttpStatus.CREATED)
  ChipTranscript.Challenge challenge(
      @RequestBody(required = false) ChipTranscript.@Nullable Files body,
      @Parameter(hidden = true) @Nullable Actor actor,
      HttpServletRequest request) {
    return desk.ask(owner(actor, request), ReaderApi.dg14(body));
  }

  @Operation(
      summary = "Check a document by the files of its chip",
      description =
          "With a transcript the answer also says whether the chip is the issued one. A check with "
              + "a traveller's token is kept for her; a partner's is not. Files are dropped.")
  @PostMapping("/api/v1/documents/checks")
  Answer check(
      @RequestBody ChipTranscript.Files body,
      @Parameter(hidden = true) @Nullable Actor actor,
      HttpServletRequest request) {
    var owner = owner(actor, request);
    var files = ChipTranscript.files(body.files());
    var asked = desk.take(owner, body.transcript());
    if (actor != null) {
      var checked = chips.check(actor.traveller(), files, asked, false);
      return Answer.of(checked.report(), "/passport/checks/" + checked.id());
    }
    var report = chips.verify(files, asked);
    audit.record(
        AuditEntry.of(owner, "identity.document.checked")
            .because(Purpose.IDENTITY_PROOF)
            .with("level", "CHIP")
            .with("verdict", report.verdict().name()));
    return Answer.of(report, null);
  }

  private String owner(@Nullable Actor actor, HttpServletRequest request) {
    if (actor != null) {
      return actor.account().toString();
    }
    return BearerFilter.token(request)
        .flatMap(
            token -> callers.stream().flatMap(each -> each.callerOf(token).stream()).findFirst())
        .orElseThrow(() -> new InsufficientAuthenticationException("sign-in needed"));
  }
}
