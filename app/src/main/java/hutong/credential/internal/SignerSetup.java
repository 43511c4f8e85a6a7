package hutong.credential.internal;

import hutong.credential.CredentialSettings;
import hutong.vault.SigningKeys;
import hutong.web.WebSettings;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Chooses where the signing keys live.
@Configuration(proxyBeanMethods = false)
class SignerSetup {

  @Bean
  SignerKeys signerKeys(
      SigningKeys vault,
      SignerStore store,
      CredentialSettings settings,
      WebSettings web,
      InstantSource clock) {
    return switch (settings.keys().kind()) {
      case VAULT -> new VaultSignerKeys(vault, store, settings, web, clock);
      case FILE, PKCS11 -> StoredSignerKeys.of(settings.keys());
    };
  }
}
