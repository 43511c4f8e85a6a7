package hutong.mrtd;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;

class CryptoProvidersTest {

  @Test
  void both_ways_serve_every_algorithm() throws GeneralSecurityException {
    for (var providers :
        new CryptoProviders[] {CryptoProviders.fastest(), CryptoProviders.portable()}) {
      var serving = providers.serving();
      assertThat(serving).hasSize(8);
      for (var algorithm : serving.keySet()) {
        assertThat(CryptoProviders.passes(algorithm, providers.provider(algorithm)))
            .as(algorithm)
            .isTrue();
      }
    }
    assertThat(CryptoProviders.portable().hasNative()).isFalse();
    assertThat(CryptoProviders.portable().serving().values())
        .doesNotContain("AmazonCorrettoCryptoProvider");
    boolean portable = Boolean.getBoolean("hutong.crypto.portable");
    if (System.getProperty("os.arch").equals("amd64") && !portable) {
      assertThat(CryptoProviders.fastest().hasNative()).isTrue();
      assertThat(CryptoProviders.fastest().serving())
          .containsEntry("SHA256withECDSA", "AmazonCorrettoCryptoProvider");
    }
  }

  @Test
  void a_provider_that_cannot_do_it_is_not_chosen() {
    var empty = new Provider("Empty", "1", "does nothing") {};
    assertThat(CryptoProviders.passes("SHA256withECDSA", empty)).isFalse();
    assertThat(CryptoProviders.passes("no such algorithm", empty)).isFalse();
  }

  @Test
  void a_curve_that_only_one_provider_has_is_verified_there() throws GeneralSecurityException {
    var castle = BouncyCastleSignatures.PROVIDER;
    var generator = KeyPairGenerator.getInstance("EC", castle);
    generator.initialize(new ECGenParameterSpec("brainpoolP256r1"));
    var pair = generator.generateKeyPair();
    var signer = java.security.Signature.getInstance("SHA256withECDSA", castle);
    signer.initSign(pair.getPrivate());
    signer.update((byte) 7);
    byte[] signature = signer.sign();
    for (var providers :
        new CryptoProviders[] {CryptoProviders.fastest(), CryptoProviders.portable()}) {
      var verifier = providers.verifier("SHA256withECDSA", pair.getPublic());
      verifier.update((byte) 7);
      assertThat(verifier.verify(signature)).isTrue();
      var scheme = SignatureScheme.of(SignatureScheme.Family.ECDSA, Hash.SHA256);
      assertThat(providers.signatures().verify(scheme, pair.getPublic(), new byte[] {7}, signature))
          .isTrue();
      assertThat(providers.signatures().verify(scheme, pair.getPublic(), new byte[] {8}, signature))
          .isFalse();
    }
  }
}
