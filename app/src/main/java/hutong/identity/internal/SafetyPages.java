package hutong.identity.internal;

import hutong.identity.Actor;
import hutong.kernel.Purpose;
import hutong.notice.Notices;
import hutong.web.WebSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/// Me: where I am signed in, and the letters I was sent.
@Controller
class SafetyPages {

  private final Sessions sessions;
  private final SignInService signIns;
  private final AccountService accounts;
  private final Notices notices;
  private final PasskeyService passkeys;
  private final String site;

  SafetyPages(
      Sessions sessions,
      SignInService signIns,
      AccountService accounts,
      Notices notices,
      PasskeyService passkeys,
      WebSettings web) {
    this.sessions = sessions;
    this.signIns = signIns;
    this.accounts = accounts;
    this.notices = notices;
    this.passkeys = passkeys;
    this.site = PasskeyCheck.site(web);
  }

  @GetMapping("/me/sessions")
  ModelAndView sessions(Actor actor, HttpServletRequest request) {
    var seen =
        sessions.list(actor.account(), request).stream()
            .map(s -> new SessionsPage.Seen(s.began(), s.lastUsed(), s.door(), s.here()))
            .toList();
    var email = accounts.findEmail(actor.account(), Purpose.OWN_VIEW);
    var keys =
        passkeys.list(actor.account()).stream()
            .map(
                key ->
                    new SessionsPage.Passkey(
                        key.id(), key.use().label(), key.use().createdAt(), key.use().lastUsedAt()))
            .toList();
    var page =
        new SessionsPage(seen, email.map(e -> e.reveal(Purpose.OWN_VIEW)).orElse(""), keys, site);
    return new ModelAndView("identity/sessions", "page", page);
  }

  /// Every browser and every app: whoever has found a lost phone has nothing.
  @PostMapping("/me/sessions/end")
  View endAll(Actor actor, HttpServletRequest request, HttpServletResponse response) {
    signIns.revokeAll(actor.account());
    sessions.end(request, response);
    sessions.endAll(actor.account());
    return SignInPages.to("/sign-in");
  }

  @GetMapping("/me/letters")
  ModelAndView letters(Actor actor) {
    var owner = accounts.findOwner(actor.account());
    var letters =
        owner.map(notices::list).orElseThrow().stream()
            .map(
                letter ->
                    new LettersPage.Letter(
                        letter.subject().reveal(Purpose.OWN_VIEW),
                        letter.body().reveal(Purpose.OWN_VIEW),
                        letter.state().name(),
                        letter.writtenAt()))
            .toList();
    return new ModelAndView("identity/letters", "page", new LettersPage(letters));
  }
}
