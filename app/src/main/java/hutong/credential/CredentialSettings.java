package hutong.credential;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How this Hutong issues credentials.
///
/// @param issuerName what wallets show as the issuer, in English
/// @param issuerNameChinese the same in Chinese
/// @param country of the issuer's certificates, two letters
/// @param keys where the signing keys are
/// @param clients wallets known by name
/// @param walletProviders who may vouch for wallets and for the keys in them
/// @param keyAttestationRequired whether the strict issuer wants holder keys attested
@ConfigurationProperties("hutong.credential")
public record CredentialSettings(
    @DefaultValue("Hutong") String issuerName,
    @DefaultValue("互通") String issuerNameChinese,
    @DefaultValue("CN") String country,
    @DefaultValue Keys keys,
    @DefaultValue List<Client> clients,
    @DefaultValue List<WalletProvider> walletProviders,
    @DefaultValue("false") boolean keyAttestationRequired) {

  public CredentialSettings {
    clients = List.copyOf(clients);
    walletProviders = List.copyOf(walletProviders);
  }

  /// Where signing keys are.
  public enum KeyStoreKind {
    /// In the database, wrapped by the master key; made and rotated by the platform.
    VAULT,
    /// A PKCS #12 file with a key entry per signer, its chain ending in the authority.
    FILE,
    /// A token behind a PKCS #11 library.
    PKCS11
  }

  /// @param file the PKCS #12 file, or the configuration of the PKCS #11 provider
  /// @param password of the file, or the token's PIN
  /// @param alias the entry that signs now; the others are still accepted
  public record Keys(
      @DefaultValue("VAULT") KeyStoreKind kind,
      @Nullable Path file,
      @Nullable String password,
      @Nullable String alias) {

    @Override
    public String toString() {
      return "Keys[" + kind + "]";
    }
  }

  /// How a wallet proves who it is.
  public enum ClientAuthentication {
    NONE,
    PRIVATE_KEY_JWT,
    WALLET_ATTESTATION
  }

  /// A wallet that may ask for authorisation.
  ///
  /// @param id its `client_id`
  /// @param name what the traveller is shown
  /// @param redirectUris where she may be sent back to, compared as they stand
  /// @param jwks its public keys as a JWK set, for `private_key_jwt`
  public record Client(
      String id,
      String name,
      @DefaultValue List<String> redirectUris,
      @DefaultValue("NONE") ClientAuthentication authentication,
      @Nullable String jwks) {

    public Client {
      redirectUris = List.copyOf(redirectUris);
    }
  }

  /// @param certificate the provider's authority in PEM: attestations chain to it by `x5c`
  /// @param jwks or its public keys as a JWK set, found by `kid`
  public record WalletProvider(String name, @Nullable String certificate, @Nullable String jwks) {}
}
