package hutong.identity.internal;

import hutong.identity.Actor;
import hutong.web.Problem;
import hutong.web.ReaderLanguage;
import hutong.web.WebSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// Signing in by a letter: one flow for those who have an account and those who do not yet.
@Controller
class SignInPages {

  private final SignInService signIns;
  private final Sessions sessions;
  private final ReaderLanguage languages;
  private final String site;

  SignInPages(SignInService signIns, Sessions sessions, ReaderLanguage languages, WebSettings web) {
    this.signIns = signIns;
    this.sessions = sessions;
    this.languages = languages;
    this.site = PasskeyCheck.site(web);
  }

  @GetMapping({"/sign-in", "/desk/sign-in", "/console/sign-in"})
  ModelAndView ask(
      @RequestParam(required = false) @Nullable String next,
      @Nullable Actor actor,
      HttpServletRequest request) {
    var door = Door.of(request.getRequestURI());
    if (actor != null && actor.is(door.role())) {
      return new ModelAndView(to(LocalPath.of(next, door.home())));
    }
    return page(HttpStatus.OK, SignInPage.of(door, LocalPath.of(next, door.home()), site));
  }

  @PostMapping({"/sign-in", "/desk/sign-in", "/console/sign-in"})
  ModelAndView send(
      @RequestParam(defaultValue = "") String email,
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request) {
    var door = Door.of(request.getRequestURI());
    var wish = LocalPath.of(next, door.home());
    var address = Email.parse(email);
    if (address.isEmpty()) {
      var typed = email.length() > IdentityLimits.EMAIL ? "" : email;
      return page(HttpStatus.UNPROCESSABLE_CONTENT, SignInPage.of(door, wish, site).faulty(typed));
    }
    var source = request.getRemoteAddr();
    var ask = new SignInService.Ask(address.get(), source, languages.of(request), door, wish);
    return switch (signIns.ask(ask)) {
      case SignInService.Asked.Sent(var letter, _, _) ->
          new ModelAndView(to(door.path() + "/letters/" + letter));
      case SignInService.Asked.TooMany() -> throw tooMany().stop();
    };
  }

  @GetMapping({
    "/sign-in/letters/{letter}",
    "/desk/sign-in/letters/{letter}",
    "/console/sign-in/letters/{letter}"
  })
  ModelAndView sent(@PathVariable UUID letter, HttpServletRequest request) {
    var door = Door.of(request.getRequestURI());
    return new ModelAndView("identity/letter", "page", LetterPage.of(door, letter, false));
  }

  @PostMapping({
    "/sign-in/letters/{letter}",
    "/desk/sign-in/letters/{letter}",
    "/console/sign-in/letters/{letter}"
  })
  ModelAndView enterByCode(
      @PathVariable UUID letter,
      @RequestParam(defaultValue = "") String code,
      HttpServletRequest request,
      HttpServletResponse response) {
    var entered = signIns.enterByCode(letter, code);
    if (entered.isPresent()) {
      return new ModelAndView(enter(entered.get(), request, response));
    }
    var door = Door.of(request.getRequestURI());
    var view = new ModelAndView("identity/letter", "page", LetterPage.of(door, letter, true));
    view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return view;
  }

  /// Only shows a button: programs that read letters open links, and must not use them up.
  @GetMapping("/sign-in/link/{token}")
  ModelAndView link(@PathVariable String token, HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    if (!signIns.works(token)) {
      throw ended().stop();
    }
    return new ModelAndView("identity/link", "page", new LinkPage(token));
  }

  @PostMapping("/sign-in/link/{token}")
  View enterByLink(
      @PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
    var entered = signIns.enterByLink(token);
    return enter(entered.orElseThrow(() -> ended().stop()), request, response);
  }

  @PostMapping("/sign-out")
  View signOut(HttpServletRequest request, HttpServletResponse response) {
    sessions.end(request, response);
    return to("/");
  }

  private View enter(
      SignInService.Entered entered, HttpServletRequest request, HttpServletResponse response) {
    sessions.begin(entered.account(), entered.door(), request, response);
    return to(LocalPath.of(entered.next(), entered.door().home()));
  }

  static View to(String path) {
    var view = new RedirectView(path);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    view.setExposeModelAttributes(false);
    return view;
  }

  private static ModelAndView page(HttpStatus status, SignInPage page) {
    var view = new ModelAndView("identity/sign-in", "page", page);
    view.setStatus(status);
    return view;
  }

  static Problem tooMany() {
    return Problem.of("identity", "TOO_MANY_LETTERS", HttpStatus.TOO_MANY_REQUESTS);
  }

  private static Problem ended() {
    return Problem.of("identity", "LINK_ENDED", HttpStatus.GONE);
  }
}
