package hutong.credential.internal;

import hutong.credential.CredentialSettings;
import hutong.proof.Jwk;
import hutong.proof.SignatureKey;
import hutong.proof.SignatureKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Signing keys in a PKCS #12 file or behind a PKCS #11 library. Each key entry is a signer, its
/// chain ends in the authority's certificate. Rotation is done where the keys are.
final class StoredSignerKeys implements SignerKeys {

  private final List<SignatureKey> keys;
  private final List<X509Certificate> authorities;

  private StoredSignerKeys(List<SignatureKey> keys, List<X509Certificate> authorities) {
    this.keys = List.copyOf(keys);
    this.authorities = List.copyOf(authorities);
  }

  static StoredSignerKeys of(CredentialSettings.Keys settings) {
    try {
      return switch (settings.kind()) {
        case FILE -> file(settings);
        case PKCS11 -> token(settings);
        case VAULT -> throw new IllegalArgumentException("the vault has keys of its own");
      };
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the signing keys cannot be opened", e);
    }
  }

  private static StoredSignerKeys file(CredentialSettings.Keys settings)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(path(settings))) {
      store.load(in, secret(settings));
    }
    return read(store, settings, null);
  }

  private static StoredSignerKeys token(CredentialSettings.Keys settings)
      throws GeneralSecurityException, IOException {
    var library =
        Objects.requireNonNull(Security.getProvider("SunPKCS11"), "this JDK has no PKCS #11")
            .configure(path(settings).toString());
    var store = KeyStore.getInstance("PKCS11", library);
    store.load(null, secret(settings));
    return read(store, settings, library);
  }

  private static Path path(CredentialSettings.Keys settings) {
    return Objects.requireNonNull(settings.file(), "hutong.credential.keys.file is not set");
  }

  private static char[] secret(CredentialSettings.Keys settings) {
    return Objects.requireNonNullElse(settings.password(), "").toCharArray();
  }

  private static StoredSignerKeys read(
      KeyStore store, CredentialSettings.Keys settings, @Nullable Provider library)
      throws GeneralSecurityException {
    var byAlias = new LinkedHashMap<String, SignatureKey>();
    var authorities = new ArrayList<X509Certificate>();
    for (var alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)
          && store.getKey(alias, secret(settings)) instanceof PrivateKey key) {
        var chain = chain(store.getCertificateChain(alias));
        if (chain.size() < 2) {
          throw new IllegalStateException("the chain of " + alias + " lacks its authority");
        }
        byAlias.put(alias, key(key, chain, library));
        if (!authorities.contains(chain.getLast())) {
          authorities.add(chain.getLast());
        }
      }
    }
    return new StoredSignerKeys(ordered(byAlias, settings.alias()), authorities);
  }

  private static SignatureKey key(
      PrivateKey key, List<X509Certificate> chain, @Nullable Provider library) {
    var open = chain.getFirst().getPublicKey();
    var id = Jwk.of(open).thumbprint();
    return library == null
        ? SignatureKeys.of(id, key, open, chain)
        : SignatureKeys.held(id, key, open, chain, library);
  }

  private static List<SignatureKey> ordered(
      Map<String, SignatureKey> byAlias, @Nullable String current) {
    if (byAlias.isEmpty()) {
      throw new IllegalStateException("there is no signing key");
    }
    var keys = new ArrayList<>(byAlias.values());
    if (current != null) {
      var first = byAlias.get(current);
      if (first == null) {
        throw new IllegalStateException("there is no signing key named " + current);
      }
      keys.remove(first);
      keys.addFirst(first);
    }
    return keys;
  }

  private static List<X509Certificate> chain(Certificate[] chain) {
    return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
  }

  @Override
  public List<SignatureKey> keys() {
    return keys;
  }

  @Override
  public List<X509Certificate> authorities() {
    return authorities;
  }

  @Override
  public boolean rotate() {
    return false;
  }
}
