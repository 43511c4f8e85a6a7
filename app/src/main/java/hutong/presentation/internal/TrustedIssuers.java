package hutong.presentation.internal;

import hutong.credential.IssuerTrust;
import hutong.proof.Base64Url;
import hutong.proof.Certificates;
import hutong.proof.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Whose credentials are believed: those of this Hutong, and of the authorities it was told of.
@Component
class TrustedIssuers {

  private final ObjectProvider<IssuerTrust> own;
  private final Set<X509Certificate> others;

  TrustedIssuers(ObjectProvider<IssuerTrust> own, PresentationSettings settings)
      throws IOException {
    this.own = own;
    this.others = new HashSet<>();
    for (var pattern : settings.trust()) {
      for (var file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
        try (InputStream pem = file.getInputStream()) {
          for (var each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
            others.add((X509Certificate) each);
          }
        } catch (CertificateException e) {
          throw new IOException("not certificates in PEM: " + file.getFilename(), e);
        }
      }
    }
  }

  /// The authorities, our own among them.
  Set<X509Certificate> authorities() {
    var all = new HashSet<>(others);
    own.ifAvailable(issuer -> all.addAll(issuer.anchors()));
    return all;
  }

  /// Finds the key that an SD-JWT VC must be signed with.
  hutong.proof.IssuerTrust ofTokens() {
    return hutong.proof.IssuerTrust.certificates(authorities());
  }

  /// The authority key identifiers in a token's chain, as DCQL has them.
  List<String> authorityKeys(ObjectNode header) {
    try {
      return authorityKeys(Certificates.ofHeader(header));
    } catch (UnreadableException without) {
      return List.of();
    }
  }

  static List<String> authorityKeys(List<X509Certificate> chain) {
    var keys = new ArrayList<String>();
    for (var certificate : chain) {
      try {
        var id =
            AuthorityKeyIdentifier.fromExtensions(
                new JcaX509CertificateHolder(certificate).getExtensions());
        if (id != null && id.getKeyIdentifierOctets() != null) {
          keys.add(Base64Url.encode(id.getKeyIdentifierOctets()));
        }
      } catch (CertificateException unreadable) {
        return keys;
      }
    }
    return keys;
  }
}
