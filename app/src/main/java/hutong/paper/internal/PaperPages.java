package hutong.paper.internal;

import hutong.identity.Actor;
import hutong.identity.Documents;
import hutong.kernel.Purpose;
import hutong.proof.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The sheet a traveller prints, and the page where anyone checks one.
@Controller
class PaperPages {

  private final PaperCodes codes;
  private final Documents documents;

  PaperPages(PaperCodes codes, Documents documents) {
    this.codes = codes;
    this.documents = documents;
  }

  @GetMapping("/me/paper")
  ModelAndView sheet(Actor actor) {
    var sheet =
        documents.current(actor.traveller(), Purpose.OWN_VIEW).map(codes::sheet).orElse(null);
    return new ModelAndView("paper/sheet", "page", new PaperViews.SheetPage(sheet));
  }

  @GetMapping("/verify")
  ModelAndView ask() {
    return new ModelAndView(
        "paper/verify", "page", new PaperViews.VerifyPage(null, PaperCodes.VERDICTS));
  }

  /// For a browser without script; with it, the page answers by itself.
  @PostMapping("/verify")
  ModelAndView check(@RequestParam(defaultValue = "") String code) {
    return new ModelAndView(
        "paper/verify", "page", new PaperViews.VerifyPage(codes.check(code), PaperCodes.VERDICTS));
  }

  @GetMapping("/verify/trust.json")
  ResponseEntity<String> trust() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache())
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.write(codes.trust()));
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
