package hutong.credential.internal;

import hutong.credential.CredentialSettings;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.JwkSet;
import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Those who may vouch for a wallet, or for the keys in one.
@Component
class WalletProviders {

  private static final int LONGEST_CHAIN = 5;

  private final List<Provider> providers = new ArrayList<>();

  private record Provider(String name, @Nullable X509Certificate anchor, List<Jwk> keys) {}

  WalletProviders(CredentialSettings settings) {
    for (var each : settings.walletProviders()) {
      var pem = each.certificate();
      var jwks = each.jwks();
      providers.add(
          new Provider(
              each.name(),
              pem == null || pem.isBlank() ? null : certificate(pem),
              jwks == null || jwks.isBlank() ? List.of() : keys(each.name(), jwks)));
    }
  }

  /// Checks that a provider signed this; says which.
  String vouchedBy(Jose.Token token, Instant now) throws Jose.Fault {
    var chain = token.header().get("x5c");
    if (chain != null) {
      return byChain(token, chain, now);
    }
    var kid = Json.text(token.header(), "kid");
    for (var provider : providers) {
      for (var key : provider.keys()) {
        if ((kid.isEmpty() || kid.equals(key.id())) && token.isSignedBy(key)) {
          return provider.name();
        }
      }
    }
    throw new Jose.Fault("nobody trusted here signed the attestation");
  }

  private String byChain(Jose.Token token, JsonNode encoded, Instant now) throws Jose.Fault {
    var chain = chain(encoded);
    var leaf = chain.getFirst();
    token.signedBy(key(leaf));
    if (leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal())) {
      throw new Jose.Fault("the certificate signed itself");
    }
    for (var provider : providers) {
      var anchor = provider.anchor();
      if (anchor != null && leads(chain, anchor, now)) {
        return provider.name();
      }
    }
    throw new Jose.Fault("the certificate leads to nobody who is trusted here");
  }

  private static boolean leads(List<X509Certificate> chain, X509Certificate anchor, Instant now) {
    try {
      var path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
      var parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// The key of a certificate.
  static Jwk key(X509Certificate certificate) throws Jose.Fault {
    try {
      return Jwk.of(certificate.getPublicKey());
    } catch (IllegalArgumentException e) {
      throw new Jose.Fault("the certificate's key is of no kind that is known");
    }
  }

  static List<X509Certificate> chain(JsonNode entries) throws Jose.Fault {
    if (!entries.isArray() || entries.isEmpty() || entries.size() > LONGEST_CHAIN) {
      throw new Jose.Fault("x5c is not a chain of certificates");
    }
    var chain = new ArrayList<X509Certificate>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      for (var entry : entries) {
        byte[] der = Base64.getDecoder().decode(entry.asString(""));
        chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw new Jose.Fault("x5c is not a chain of certificates");
    }
    return chain;
  }

  private static X509Certificate certificate(String pem) {
    try {
      byte[] bytes = pem.strip().getBytes(StandardCharsets.US_ASCII);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes));
    } catch (CertificateException e) {
      throw new IllegalStateException("a wallet provider's certificate cannot be read", e);
    }
  }

  static List<Jwk> keys(String owner, String jwks) {
    try {
      return JwkSet.read(Json.object(jwks, Reason.KEY_UNREADABLE, owner)).keys();
    } catch (UnreadableException e) {
      throw new IllegalStateException("the keys of " + owner + " cannot be read", e);
    }
  }
}
