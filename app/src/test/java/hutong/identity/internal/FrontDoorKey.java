package hutong.identity.internal;

import hutong.language.Language;
import hutong.vault.KeyedIndex;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads the sign-in letter over the shoulder of the platform, so that a test needs no mailbox.
@TestComponent
public class FrontDoorKey {

  /// What stands in a sign-in letter.
  public record Letter(UUID id, String token, String code) {}

  private static final String FORGET =
      """
      delete from identity.sign_in_link
      where email_index = :index
      """;

  private final SignInService signIns;
  private final KeyedIndex index;
  private final JdbcClient jdbc;

  FrontDoorKey(SignInService signIns, KeyedIndex index, JdbcClient jdbc) {
    this.signIns = signIns;
    this.index = index;
    this.jdbc = jdbc;
  }

  /// The database outlives a test run, and with it the count of letters to an address.
  public void forgetLetters(String email) {
    jdbc.sql(FORGET).param("index", index.of(AccountService.EMAIL_DOMAIN, email)).update();
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
