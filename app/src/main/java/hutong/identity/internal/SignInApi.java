package hutong.identity.internal;

import hutong.identity.Actor;
import hutong.web.Problem;
import hutong.web.ReaderLanguage;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Signing in for apps: a letter with a code, and a token for the code.
@RestController
@RequestMapping("/api/v1/sign-in")
class SignInApi {

  /// An e-mail address that wants a code.
  record LinkRequest(@Nullable String email) {}

  /// The code that came.
  record TokenRequest(@Nullable String email, @Nullable String code) {}

  /// A token, shown once.
  record TokenAnswer(String token, Instant expiresAt) {}

  private final SignInService signIns;
  private final ReaderLanguage languages;

  SignInApi(SignInService signIns, ReaderLanguage languages) {
    this.signIns = signIns;
    this.languages = languages;
  }

  @PostMapping("/links")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void send(@RequestBody LinkRequest body, HttpServletRequest request) {
    var ask =
        new SignInService.Ask(
            email(body.email()),
            request.getRemoteAddr(),
            languages.of(request),
            Door.TRAVELLER,
            Door.TRAVELLER.home());
    if (signIns.ask(ask) instanceof SignInService.Asked.TooMany) {
      throw SignInPages.tooMany().stop();
    }
  }

  @PostMapping("/tokens")
  @ResponseStatus(HttpStatus.CREATED)
  TokenAnswer enter(@RequestBody TokenRequest body) {
    var code = body.code() == null ? "" : body.code();
    var token =
        signIns
            .enterByCode(email(body.email()), code)
            .map(entered -> signIns.issueToken(entered.account()))
            .orElseThrow(
                () ->
                    Problem.of("identity", "CODE_WRONG", HttpStatus.UNPROCESSABLE_CONTENT).stop());
    return new TokenAnswer(token.text(), token.expiresAt());
  }

  @DeleteMapping("/tokens/current")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(Actor actor, HttpServletRequest request) {
    BearerFilter.token(request).ifPresent(signIns::revoke);
  }

  private static Email email(@Nullable String typed) {
    return Email.parse(typed == null ? "" : typed)
        .orElseThrow(
            () ->
                Problem.of("identity", "EMAIL_UNREADABLE", HttpStatus.UNPROCESSABLE_CONTENT)
                    .stop());
  }
}
