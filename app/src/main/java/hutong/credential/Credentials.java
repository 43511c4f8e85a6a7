package hutong.credential;

import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The front door of credentials: what a traveller holds in her own pages, and showing it.
///
/// Who asks for what, and whether she agrees, is decided before: presenting discloses exactly the
/// claims that are named here, besides those that a type always shows.
public interface Credentials {

  int MOST = 200;

  /// What she holds, the most useful first; also what expired or was revoked in the last weeks.
  List<HeldCredential> held(PersonId person, Purpose purpose);

  Optional<HeldCredential> find(PersonId person, CredentialId credential, Purpose purpose);

  /// Shows an SD-JWT VC with a key binding JWT.
  ///
  /// @param claims the keys to disclose
  /// @param audience who receives it: the verifier's client identifier
  /// @param nonce of the verifier's request
  Presented presentSdJwt(
      PersonId person, CredentialId credential, Set<String> claims, String audience, String nonce);

  /// Shows an mdoc as a `DeviceResponse` with a device signature.
  ///
  /// @param elements the element identifiers to disclose
  /// @param sessionTranscript the CBOR of the SessionTranscript that the request demands
  Presented presentMdoc(
      PersonId person, CredentialId credential, Set<String> elements, byte[] sessionTranscript);

  /// What a sheet of paper says of a credential she holds; recorded as shown. Empty when she holds
  /// no such valid credential, or its type is none for paper.
  Optional<Printed> print(PersonId person, CredentialId credential);

  /// Looks at her facts again, in the caller's transaction: issues to her pages what is new,
  /// revokes what no longer holds. Doing it twice is doing it once.
  void refresh(PersonId person);

  /// Looks again at whoever holds a credential that rests on these grounds; see [#refresh].
  void recheck(String type, String grounds);
}
