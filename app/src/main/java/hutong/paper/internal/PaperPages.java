package hutong.paper.internal;

import hutong.credential.CredentialId;
import hutong.credential.CredentialTypes;
import hutong.credential.Credentials;
import hutong.credential.HeldCredential;
import hutong.identity.Actor;
import hutong.identity.Documents;
import hutong.kernel.Purpose;
import hutong.language.Words;
import hutong.proof.Json;
import hutong.web.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The sheet a traveller prints, and the page where anyone checks one.
@Controller
class PaperPages {

  private static final String SHEET = "/me/paper";

  private final PaperCodes codes;
  private final PaperTrust trust;
  private final Documents documents;
  private final Credentials credentials;
  private final CredentialTypes types;

  PaperPages(
      PaperCodes codes,
      PaperTrust trust,
      Documents documents,
      Credentials credentials,
      CredentialTypes types) {
    this.codes = codes;
    this.trust = trust;
    this.documents = documents;
    this.credentials = credentials;
    this.types = types;
  }

  /// Who she is: by her credential, or by the document that she typed.
  @GetMapping(SHEET)
  ModelAndView sheet(Actor actor, Words words) {
    var held = printable(actor);
    if (!held.isEmpty() && held.getFirst().type().name().equals(types.list().getFirst().name())) {
      return sheet(actor, held.getFirst().id(), words);
    }
    var sheet =
        documents
            .current(actor.traveller(), Purpose.OWN_VIEW)
            .map(document -> codes.sheet(document, words))
            .orElse(null);
    return page(sheet, held, words);
  }

  @GetMapping(SHEET + "/{id}")
  ModelAndView sheet(@PathVariable String id, Actor actor, Words words) {
    return sheet(actor, parse(id), words);
  }

  private static CredentialId parse(String id) {
    try {
      return CredentialId.parse(id);
    } catch (IllegalArgumentException _) {
      throw none();
    }
  }

  private ModelAndView sheet(Actor actor, CredentialId id, Words words) {
    var printed = credentials.print(actor.traveller(), id).orElseThrow(PaperPages::none);
    var others = printable(actor).stream().filter(each -> !each.id().equals(id)).toList();
    return page(codes.sheet(printed, words), others, words);
  }

  private static Problem.Stop none() {
    return Problem.of("paper", "NO_SUCH_SHEET", HttpStatus.NOT_FOUND).stop();
  }

  private List<HeldCredential> printable(Actor actor) {
    return credentials.held(actor.traveller(), Purpose.OWN_VIEW).stream()
        .filter(each -> each.state() == HeldCredential.State.VALID && each.type().printable())
        .toList();
  }

  private static ModelAndView page(
      PaperViews.@Nullable Sheet sheet, List<HeldCredential> others, Words words) {
    var rows =
        others.stream()
            .map(
                each ->
                    new PaperViews.Other(
                        SHEET + "/" + each.id(),
                        each.type().name().in(words.language()),
                        each.title().reveal(Purpose.OWN_VIEW)))
            .toList();
    return new ModelAndView("paper/sheet", "page", new PaperViews.SheetPage(sheet, rows));
  }

  @GetMapping("/verify")
  ModelAndView ask(Words words) {
    return verify(null, words);
  }

  /// For a browser without script; with it, the page answers by itself.
  @PostMapping("/verify")
  ModelAndView check(@RequestParam(defaultValue = "") String code, Words words) {
    return verify(codes.check(code, words), words);
  }

  private ModelAndView verify(PaperViews.@Nullable Result result, Words words) {
    var labels = new TreeMap<String, String>();
    for (var type : types.list()) {
      for (var claim : type.claims()) {
        if (claim.paper()) {
          labels.putIfAbsent(claim.key(), claim.name().in(words.language()));
        }
      }
    }
    return new ModelAndView(
        "paper/verify", "page", new PaperViews.VerifyPage(result, PaperCodes.VERDICTS, labels));
  }

  @GetMapping("/verify/trust.json")
  ResponseEntity<String> trust() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache())
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.write(trust.json()));
  }

  /// Keeps the checking page, and nothing else, for when there is no network. Its address is what
  /// lets it answer for that page alone.
  @GetMapping("/verify/offline.js")
  ResponseEntity<String> offline() throws IOException {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache())
        .header("Service-Worker-Allowed", "/verify")
        .contentType(new MediaType("text", "javascript", StandardCharsets.UTF_8))
        .body(
            new ClassPathResource("static/verify-offline.js")
                .getContentAsString(StandardCharsets.UTF_8));
  }
}
