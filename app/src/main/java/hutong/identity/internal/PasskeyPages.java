package hutong.identity.internal;

import hutong.identity.Actor;
import hutong.kernel.PersonId;
import hutong.web.Problem;
import hutong.web.ReaderLanguage;
import hutong.web.WebSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.View;

/// What the script of a page says about passkeys. The challenge waits in the session, for five
/// minutes and one answer.
@Controller
class PasskeyPages {

  static final String CHALLENGE = "challenge";
  static final String NEWCOMER = "newcomer";
  private static final int CHALLENGE_BYTES = 32;

  /// Where the script goes on.
  record Next(String next) {}

  private final PasskeyService passkeys;
  private final Sessions sessions;
  private final ReaderLanguage languages;
  private final InstantSource clock;
  private final String site;
  private final SecureRandom random = new SecureRandom();

  PasskeyPages(
      PasskeyService passkeys,
      Sessions sessions,
      ReaderLanguage languages,
      WebSettings web,
      InstantSource clock) {
    this.passkeys = passkeys;
    this.sessions = sessions;
    this.languages = languages;
    this.clock = clock;
    this.site = PasskeyCheck.site(web);
  }

  @PostMapping("/sign-in/passkey/options")
  @ResponseBody
  Map<String, Object> ask(HttpServletRequest request) {
    return Map.of(
        "challenge",
        challenge(request),
        "rpId",
        site,
        "userVerification",
        "required",
        "timeout",
        IdentityLimits.CHALLENGE_LIVES.toMillis());
  }

  @PostMapping("/sign-in/passkey")
  @ResponseBody
  Next signIn(
      @RequestBody String json,
      @RequestParam(required = false) @Nullable String next,
      @RequestParam(defaultValue = "TRAVELLER") Door door,
      HttpServletRequest request,
      HttpServletResponse response) {
    var account =
        passkeys
            .signIn(bounded(json), take(request))
            .orElseThrow(() -> refused("PASSKEY_REFUSED", HttpStatus.UNPROCESSABLE_CONTENT).stop());
    sessions.begin(account, door, request, response);
    return new Next(LocalPath.of(next, door.home()));
  }

  @PostMapping("/sign-in/passkey/new/options")
  @ResponseBody
  Map<String, Object> askNew(HttpServletRequest request) {
    var person = PersonId.random();
    request.getSession(true).setAttribute(NEWCOMER, person.toString());
    return creation(request, person, List.of());
  }

  @PostMapping("/sign-in/passkey/new")
  @ResponseBody
  Next signUp(
      @RequestBody String json,
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request,
      HttpServletResponse response) {
    var session = request.getSession(true);
    if (!(session.getAttribute(NEWCOMER) instanceof String person)) {
      throw refused("PASSKEY_REFUSED", HttpStatus.UNPROCESSABLE_CONTENT).stop();
    }
    session.removeAttribute(NEWCOMER);
    var signUp =
        passkeys.signUp(
            bounded(json),
            take(request),
            PersonId.parse(person),
            languages.of(request),
            label(request),
            request.getRemoteAddr());
    var account =
        switch (signUp) {
          case PasskeyService.SignUp.Opened(var opened) -> opened;
          case PasskeyService.SignUp.Refused() ->
              throw refused("PASSKEY_REFUSED", HttpStatus.UNPROCESSABLE_CONTENT).stop();
          case PasskeyService.SignUp.TooMany() ->
              throw refused("TOO_MANY_SIGN_UPS", HttpStatus.TOO_MANY_REQUESTS).stop();
        };
    sessions.begin(account, Door.TRAVELLER, request, response);
    return new Next(LocalPath.of(next, Door.TRAVELLER.home()));
  }

  @PostMapping("/me/passkeys/options")
  @ResponseBody
  Map<String, Object> askAnother(Actor actor, HttpServletRequest request) {
    var known = passkeys.list(actor.account());
    return creation(request, signedIn().owner(), known);
  }

  @PostMapping("/me/passkeys")
  @ResponseBody
  Next add(@RequestBody String json, Actor actor, HttpServletRequest request) {
    if (!passkeys.add(actor.account(), bounded(json), take(request), label(request))) {
      throw refused("PASSKEY_REFUSED", HttpStatus.UNPROCESSABLE_CONTENT).stop();
    }
    return new Next("/me/sessions");
  }

  @PostMapping("/me/passkeys/{id}/removal")
  View remove(@PathVariable UUID id, Actor actor) {
    return switch (passkeys.remove(actor.account(), id)) {
      case REMOVED -> SignInPages.to("/me/sessions");
      case LAST -> throw refused("LAST_PASSKEY", HttpStatus.CONFLICT).stop();
      case UNKNOWN -> throw Problem.of("web", "NOT_FOUND", HttpStatus.NOT_FOUND).stop();
    };
  }

  private Map<String, Object> creation(
      HttpServletRequest request, PersonId person, List<PasskeyStore.Row> known) {
    var handle =
        ByteBuffer.allocate(16)
            .putLong(person.value().getMostSignificantBits())
            .putLong(person.value().getLeastSignificantBits())
            .array();
    return Map.of(
        "challenge", challenge(request),
        "rp", Map.of("id", site, "name", "Hutong 互通"),
        "user", Map.of("id", text(handle), "name", "Hutong 互通", "displayName", "Hutong 互通"),
        "pubKeyCredParams",
            PasskeyCheck.ALGORITHMS.stream()
                .map(algorithm -> Map.of("type", "public-key", "alg", algorithm))
                .toList(),
        "excludeCredentials",
            known.stream()
                .map(row -> Map.of("type", "public-key", "id", text(row.credentialId())))
                .toList(),
        "authenticatorSelection",
            Map.of(
                "residentKey", "required",
                "requireResidentKey", true,
                "userVerification", "required"),
        "attestation", "none",
        "timeout", IdentityLimits.CHALLENGE_LIVES.toMillis());
  }

  private String challenge(HttpServletRequest request) {
    byte[] bytes = new byte[CHALLENGE_BYTES];
    random.nextBytes(bytes);
    var until = clock.instant().plus(IdentityLimits.CHALLENGE_LIVES).getEpochSecond();
    request.getSession(true).setAttribute(CHALLENGE, until + " " + text(bytes));
    return text(bytes);
  }

  /// The challenge of this session, taken out of it: one answer is all it is good for.
  private byte[] take(HttpServletRequest request) {
    var session = request.getSession(true);
    if (session.getAttribute(CHALLENGE) instanceof String kept) {
      session.removeAttribute(CHALLENGE);
      var parts = kept.split(" ");
      if (Instant.ofEpochSecond(Long.parseLong(parts[0])).isAfter(clock.instant())) {
        return Base64.getUrlDecoder().decode(parts[1]);
      }
    }
    throw refused("PASSKEY_REFUSED", HttpStatus.UNPROCESSABLE_CONTENT).stop();
  }

  private static SignedIn signedIn() {
    return (SignedIn)
        java.util.Objects.requireNonNull(
            org.springframework.security.core.context.SecurityContextHolder.getContext()
                .getAuthentication());
  }

  private static String bounded(String json) {
    if (json.length() > IdentityLimits.PASSKEY_ANSWER) {
      throw Problem.of("web", "TOO_LARGE", HttpStatus.CONTENT_TOO_LARGE).stop();
    }
    return json;
  }

  /// The kind of device, so that its owner knows it again.
  private static String label(HttpServletRequest request) {
    var agent = String.valueOf(request.getHeader("User-Agent"));
    return List.of("iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux").stream()
        .filter(agent::contains)
        .findFirst()
        .orElse("")
        .replace("Macintosh", "Mac");
  }

  private static Problem refused(String code, HttpStatus status) {
    return Problem.of("identity", code, status);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
