package hutong.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// Keys in a token that never leave it (PKCS #11): a smart card, a hardware module, or a software
/// token in tests. The labels are the ids; in their order the last key signs.
public final class Pkcs11KeySource implements KeySource {

  private final List<SignatureKey> keys;

  private Pkcs11KeySource(List<SignatureKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /// Where a token is.
  ///
  /// @param library the vendor's PKCS #11 library
  /// @param slotIndex the place of the token among the slots that hold one
  /// @param label only keys whose label begins so are used; empty for all
  public record Token(Path library, int slotIndex, String label) {}

  /// Opens a token and lists its keys. Each must have a certificate beside it, as the interface of
  /// the JDK wants; one that signs itself will do.
  ///
  /// @throws KeyUnavailableException when the token does not open or holds no key
  public static Pkcs11KeySource open(Token token, char[] pin) {
    try {
      var provider = provider(token);
      var store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin);
      return of(store, token.label(), provider);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new KeyUnavailableException("Token " + token.library() + " does not open", e);
    }
  }

  /// The keys of an opened token, which signs with them itself.
  static Pkcs11KeySource of(KeyStore store, String label, Provider provider)
      throws GeneralSecurityException {
    var keys = new ArrayList<SignatureKey>();
    var labels = Collections.list(store.aliases());
    labels.sort(Comparator.reverseOrder());
    for (var each : labels) {
      if (each.startsWith(label) && store.getKey(each, null) instanceof PrivateKey key) {
        keys.add(key(each, key, store, provider));
      }
    }
    if (keys.isEmpty()) {
      throw new GeneralSecurityException("no key");
    }
    return new Pkcs11KeySource(keys);
  }

  private static Provider provider(Token token) throws IOException {
    var file = Files.createTempFile("hutong-pkcs11", ".cfg");
    try {
      Files.writeString(
          file,
          "name = hutong%d%nlibrary = %s%nslotListIndex = %d%n"
              .formatted(
                  Math.floorMod(token.hashCode(), 1_000_000),
                  token.library().toAbsolutePath(),
                  token.slotIndex()));
      return Security.getProvider("SunPKCS11").configure(file.toString());
    } finally {
      Files.delete(file);
    }
  }

  private static SignatureKey key(String label, PrivateKey key, KeyStore store, Provider provider)
      throws GeneralSecurityException {
    var chain = new ArrayList<X509Certificate>();
    for (var each : store.getCertificateChain(label)) {
      chain.add((X509Certificate) each);
    }
    var open = chain.getFirst().getPublicKey();
    var algorithm = SignatureKeys.usual(open);
    var jwk = Jwk.of(open).forSigning(label, algorithm);
    var subject = chain.getFirst().getSubjectX500Principal();
    boolean placeholder =
        chain.size() == 1 && chain.getFirst().getIssuerX500Principal().equals(subject);
    return new JcaSignatureKey(
        label, algorithm, jwk, placeholder ? List.of() : chain, key, provider);
  }

  @Override
  public List<SignatureKey> keys() {
    return keys;
  }
}
