package hutong.partners.internal;

import hutong.command.Answer;
import hutong.command.Commands;
import hutong.kernel.Purpose;
import hutong.language.Words;
import hutong.partners.PartnerClient;
import hutong.partners.RelyingParties;
import hutong.presentation.Asking;
import hutong.presentation.AskingPurpose;
import hutong.presentation.AskingPurposes;
import hutong.presentation.Fact;
import hutong.presentation.FindingWords;
import hutong.presentation.NewPresentation;
import hutong.presentation.NewPresentation.Manner;
import hutong.presentation.NewPresentation.Prefix;
import hutong.presentation.Presentation;
import hutong.presentation.PresentationId;
import hutong.presentation.Presentations;
import hutong.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// A partner's own system asks a traveller for facts.
@RestController
@RequestMapping("/api/v1")
@Tag(
    name = "Presentations",
    description = "Ask a traveller for facts, by purpose; any wallet answers (OpenID4VP 1.0).")
class PresentationApi {

  @Schema(name = "NewPresentation")
  record Wish(
      @Schema(description = "One of `/api/v1/purposes`", example = "hotel-check-in")
          @Nullable String purpose,
      @Schema(
              description =
                  "Where the traveller's browser goes afterwards, when she answers on the device"
                      + " she reads your page on. The facts are then told with the"
                      + " `response_code` it brings.",
              example = "https://hotel.example/back")
          @Nullable String returnTo,
      @Schema(
              description = "What opens the wallet; `openid4vp://` unless said",
              example = "haip-vp://")
          @Nullable String wallet,
      @Schema(description = "How the verifier names itself; as the platform is set unless said")
          @Nullable ClientIdPrefix clientIdPrefix,
      @Schema(description = "Whether the answer must be encrypted (`direct_post.jwt`)")
          @Nullable Boolean encrypted) {}

  /// The client identifier prefixes of OpenID4VP 1.0 that are spoken here.
  enum ClientIdPrefix {
    x509_san_dns,
    x509_hash,
    redirect_uri
  }

  @Schema(name = "PresentationRequest")
  record Request(
      @Schema(description = "Opens a wallet; a QR code of it works across devices") String url,
      @Schema(description = "The same for a browser: the traveller's Hutong pages") String link,
      @Schema(description = "Eight digits she can type on /present", example = "40712385")
          String code,
      Instant until) {}

  @Schema(name = "PresentationResult")
  record Result(
      @Schema(description = "By the name of the fact; empty unless accepted")
          Map<String, String> facts,
      @Schema(description = "Stable reasons why it was not accepted") List<String> findings,
      @Schema(description = "The same in words") List<String> reasons,
      @Schema(description = "What kind of credential was shown") String credential,
      @Nullable Instant at) {}

  @Schema(name = "Presentation")
  record Shown(
      String id,
      String purpose,
      Presentation.State state,
      Request request,
      Result result,
      @Schema(description = "Others a leader answered for at once: read each by its id")
          List<String> members) {}

  @Schema(name = "AskingPurpose")
  record Asked(
      String id,
      String name,
      String why,
      String basis,
      String retention,
      List<String> needed,
      List<String> optional,
      int keepMinutes) {}

  private final Presentations presentations;
  private final AskingPurposes purposes;
  private final Commands commands;
  private final JsonMapper json;

  PresentationApi(
      Presentations presentations, AskingPurposes purposes, Commands commands, JsonMapper json) {
    this.presentations = presentations;
    this.purposes = purposes;
    this.commands = commands;
    this.json = json;
  }

  @Operation(summary = "What this partner may ask for")
  @GetMapping("/purposes")
  List<Asked> purposes(@Parameter(hidden = true) PartnerClient client, Words words) {
    return purposes.list(RelyingParties.of(client.partner())).stream()
        .map(purpose -> asked(purpose, words))
        .toList();
  }

  private static Asked asked(AskingPurpose purpose, Words words) {
    var text = purpose.in(words.language());
    return new Asked(
        purpose.id(),
        text.name(),
        text.why(),
        text.basis(),
        text.retention(),
        purpose.needed().stream().map(Fact::key).toList(),
        purpose.optional().stream().map(Fact::key).toList(),
        purpose.keepMinutes());
  }

  @Operation(summary = "Ask a traveller", description = "Works for ten minutes, once.")
  @PostMapping("/presentations")
  ResponseEntity<byte[]> ask(
      @Parameter(hidden = true) PartnerClient client,
      @Parameter(description = Commands.ABOUT, required = true)
          @RequestHeader(name = Commands.HEADER, required = false)
          @Nullable String key,
      @RequestBody Wish wish,
      Words words,
      HttpServletRequest http) {
    var command = commands.read(client.actor(), key, http, wish);
    return commands
        .once(
            command,
            () -> {
              var wanted =
                  new NewPresentation(
                      new PresentationId(command.id()),
                      RelyingParties.of(client.partner()),
                      wish.purpose() == null ? "" : wish.purpose(),
                      wish.returnTo(),
                      manner(wish));
              if (presentations.ask(wanted) instanceof Asking.Asked(var asked)) {
                return Answer.of(201, json.writeValueAsBytes(shown(asked, List.of(), words)));
              }
              throw RelyingParties.problem(presentations.ask(wanted));
            })
        .send();
  }

  private static Manner manner(Wish wish) {
    var prefix =
        wish.clientIdPrefix() == null
            ? null
            : switch (wish.clientIdPrefix()) {
              case x509_san_dns -> Prefix.X509_SAN_DNS;
              case x509_hash -> Prefix.X509_HASH;
              case redirect_uri -> Prefix.REDIRECT_URI;
            };
    return new Manner(prefix, wish.encrypted(), wish.wallet());
  }

  @Operation(
      summary = "How a question stands, and what came back",
      description = "The facts can be read for as long as the purpose says.")
  @GetMapping("/presentations/{id}")
  ResponseEntity<Shown> find(
      @Parameter(hidden = true) PartnerClient client,
      @PathVariable String id,
      @Parameter(description = "What the traveller's browser brought back")
          @RequestParam(name = "response_code", required = false)
          @Nullable String code,
      Words words) {
    var found =
        PresentationId.parse(id)
            .flatMap(each -> presentations.find(RelyingParties.of(client.partner()), each, code))
            .orElseThrow(PresentationApi::notFound);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(shown(found, members(client, found), words));
  }

  @Operation(summary = "Take a question back")
  @DeleteMapping("/presentations/{id}")
  ResponseEntity<Void> withdraw(
      @Parameter(hidden = true) PartnerClient client, @PathVariable String id) {
    var party = RelyingParties.of(client.partner());
    var wanted = PresentationId.parse(id).orElseThrow(PresentationApi::notFound);
    if (presentations.find(party, wanted, null).isEmpty()) {
      throw notFound();
    }
    if (!presentations.withdraw(party, wanted)) {
      throw Problem.of("presentation", "REQUEST_OVER", HttpStatus.CONFLICT).stop();
    }
    return ResponseEntity.noContent().build();
  }

  private static Problem.Stop notFound() {
    return Problem.of("presentation", "NO_SUCH_REQUEST", HttpStatus.NOT_FOUND).stop();
  }

  private List<String> members(PartnerClient client, Presentation found) {
    return presentations.members(RelyingParties.of(client.partner()), found.id()).stream()
        .map(each -> each.id().toString())
        .toList();
  }

  private static Shown shown(Presentation presentation, List<String> members, Words words) {
    var facts = new TreeMap<String, String>();
    presentation
        .result()
        .facts()
        .reveal(Purpose.IDENTITY_PROOF)
        .forEach((fact, text) -> facts.put(fact.key(), text));
    var result = presentation.result();
    return new Shown(
        presentation.id().toString(),
        presentation.purpose().id(),
        presentation.state(),
        new Request(
            presentation.request().url(),
            presentation.request().link(),
            presentation.request().code(),
            presentation.request().until()),
        new Result(
            facts,
            result.findings(),
            FindingWords.say(result.findings(), words),
            result.credential(),
            result.at()),
        members);
  }
}
