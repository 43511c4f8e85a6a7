package hutong.proof;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Whose signature counts: finds the key that a token must be signed with.
@FunctionalInterface
public interface IssuerTrust {

  /// The key for a token with this header and these claims.
  ///
  /// @throws UnreadableException when nobody trusted signs like this, with the reason
  Jwk keyFor(ObjectNode header, ObjectNode claims, Instant now) throws UnreadableException;

  /// Exactly this key, whatever the token says about keys.
  static IssuerTrust key(Jwk key) {
    return (_, _, _) -> key;
  }

  /// The key of a set that the header names by `kid`.
  static IssuerTrust keys(JwkSet keys) {
    return (header, _, _) ->
        keys.find(header).orElseThrow(() -> new UnreadableException(Reason.KEY_MISSING, "kid"));
  }

  /// The keys of certificates in `x5c` that lead to one of these authorities.
  static IssuerTrust certificates(Set<X509Certificate> authorities) {
    var anchors = Set.copyOf(authorities);
    return (header, claims, now) -> {
      List<X509Certificate> chain = Certificates.ofHeader(header);
      Certificates.check(chain, anchors, now);
      Certificates.checkSigner(chain.getFirst());
      Certificates.checkIssuer(chain.getFirst(), Json.text(claims, "iss"));
      return Certificates.key(chain.getFirst());
    };
  }

  /// The certificates where the token carries some, else the set.
  static IssuerTrust certificatesOrKeys(Set<X509Certificate> authorities, JwkSet keys) {
    var byCertificate = certificates(authorities);
    var byName = keys(keys);
    return (header, claims, now) ->
        (header.has("x5c") ? byCertificate : byName).keyFor(header, claims, now);
  }
}
