package hutong.identity.internal;

import hutong.language.Language;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;

/// Reads the sign-in letter over the shoulder of the platform, so that a test needs no mailbox.
@TestComponent
public class FrontDoorKey {

  /// What stands in a sign-in letter.
  public record Letter(UUID id, String token, String code) {}

  private final SignInService signIns;

  FrontDoorKey(SignInService signIns) {
    this.signIns = signIns;
  }

  /// Asks for a letter as the page does, from a network address of one's own.
  public Letter ask(String email, String source, String door) {
    var which = Door.valueOf(door);
    var ask =
        new SignInService.Ask(
            Email.parse(email).orElseThrow(), source, Language.ENGLISH, which, which.home());
    return switch (signIns.ask(ask)) {
      case SignInService.Asked.Sent(var id, var token, var code) -> new Letter(id, token, code);
      case SignInService.Asked.TooMany() -> throw new AssertionError("too many letters: " + email);
    };
  }
}
