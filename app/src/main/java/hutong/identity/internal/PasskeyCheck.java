package hutong.identity.internal;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.Challenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import hutong.web.WebSettings;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/// Checks what a browser says of a passkey (W3C Web Authentication Level 3). The device must have
/// verified its user: a passkey is the only proof asked for. Attestation is not asked for, as any
/// device will do.
@Component
class PasskeyCheck {

  /// ES256, EdDSA, RS256, in the order of preference.
  static final List<Long> ALGORITHMS = List.of(-7L, -8L, -257L);

  /// A key that a device has just made.
  record Made(byte[] credentialId, byte[] credential, long counter) {}

  private final ObjectConverter converter = new ObjectConverter();
  private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final AttestedCredentialDataConverter credentials =
      new AttestedCredentialDataConverter(converter);
  private final List<PublicKeyCredentialParameters> accepted =
      ALGORITHMS.stream()
          .map(
              algorithm ->
                  new PublicKeyCredentialParameters(
                      PublicKeyCredentialType.PUBLIC_KEY,
                      COSEAlgorithmIdentifier.create(algorithm)))
          .toList();
  private final Set<Origin> origins;
  private final String site;

  PasskeyCheck(WebSettings web) {
    origins = Set.of(new Origin(web.publicUrl()));
    site = site(web);
  }

  /// The domain passkeys belong to (RP ID).
  static String site(WebSettings web) {
    return URI.create(web.publicUrl()).getHost();
  }

  /// Empty when the answer does not prove a new key for this challenge.
  Optional<Made> registration(String json, byte[] challenge) {
    try {
      var said = manager.parseRegistrationResponseJSON(json);
      var checked =
          manager.verify(said, new RegistrationParameters(server(challenge), accepted, true, true));
      var attestation = checked.getAttestationObject();
      var data = attestation == null ? null : attestation.getAuthenticatorData();
      var credential = data == null ? null : data.getAttestedCredentialData();
      return data == null || credential == null
          ? Optional.empty()
          : Optional.of(
              new Made(
                  credential.getCredentialId(),
                  credentials.convert(credential),
                  data.getSignCount()));
    } catch (WebAuthnException | JacksonException | IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  /// The name of the key an answer speaks of; empty when it cannot be read.
  Optional<byte[]> credentialId(String json) {
    try {
      return Optional.ofNullable(manager.parseAuthenticationResponseJSON(json).getCredentialId());
    } catch (WebAuthnException | JacksonException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /// The device's counter; empty when the answer does not prove this key for this challenge.
  Optional<Long> authentication(String json, byte[] challenge, PasskeyStore.Row known) {
    var record =
        new CredentialRecordImpl(
            new NoneAttestationStatement(),
            true,
            null,
            null,
            known.use().counter(),
            credentials.convert(known.credential()),
            null,
            null,
            null,
            null);
    try {
      var said = manager.parseAuthenticationResponseJSON(json);
      var checked =
          manager.verify(
              said, new AuthenticationParameters(server(challenge), record, null, true, true));
      var data = checked.getAuthenticatorData();
      return data == null ? Optional.empty() : Optional.of(data.getSignCount());
    } catch (WebAuthnException | JacksonException | IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  private ServerProperty server(byte[] challenge) {
    Challenge expected = challenge::clone;
    return ServerProperty.builder().origins(origins).rpId(site).challenge(expected).build();
  }
}
