package hutong.credential;

import hutong.kernel.PersonId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Facts that an organisation states of a person, for types that no module of the platform knows of
/// itself: a student's enrolment, a qualification.
public interface Attestations {

  /// Keeps a statement, in the caller's transaction, and issues the credential to her pages.
  ///
  /// @param by who states it, a typed id such as `partner_…`
  /// @param type the key of a [CredentialType]
  /// @param claims as in [Dataset#claims()]; a claim that the type does not have is refused
  /// @throws IllegalArgumentException for a type or claim that does not exist, and for a type whose
  ///     facts no organisation may state, such as what a passport's chip proves
  UUID state(String by, PersonId person, String type, Map<String, Object> claims, Instant until);

  /// Takes a statement back; its credentials are revoked. False when there was none of this
  /// organisation's.
  boolean withdraw(String by, UUID attestation);
}
