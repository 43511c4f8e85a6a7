package hutong.proof;

import java.util.List;
import java.util.Optional;

/// Where signing keys come from. The first key signs; the others are still published, so that what
/// they signed can be verified after a rotation.
public interface KeySource {

  /// Every key, the one that signs now first. Never empty.
  List<SignatureKey> keys();

  /// The key that signs now.
  default SignatureKey current() {
    return keys().getFirst();
  }

  default Optional<SignatureKey> find(String id) {
    return keys().stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /// The public halves, as they are published.
  default JwkSet published() {
    return new JwkSet(keys().stream().map(SignatureKey::publicKey).toList());
  }
}
