package hutong.partners.internal;

import hutong.web.Choice;
import hutong.web.FieldError;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All that the template `partners/partner` may know. Public because templates are compiled apart.
///
/// @param token a token just issued, shown this once
public record PartnerPage(
    List<Choice> places,
    PartnerListPage.Row partner,
    List<Person> staff,
    List<Token> tokens,
    List<FieldError> faults,
    @Nullable String token) {

  /// Somebody at its desk.
  public record Person(UUID id, String email, String rank, Instant since) {}

  /// A token of its systems.
  public record Token(UUID id, String label, Instant issuedAt) {}
}
