package hutong.credential.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Proofs of possession at the application layer (RFC 9449): a token that is bound to a key is
/// worth nothing without it.
@Component
class DpopProofs {

  private final SeenStore seen;
  private final Nonces nonces;
  private final InstantSource clock;

  DpopProofs(SeenStore seen, Nonces nonces, InstantSource clock) {
    this.seen = seen;
    this.nonces = nonces;
    this.clock = clock;
  }

  /// What a proof is worth.
  sealed interface Reading {

    /// @param thumbprint of the key it was signed with
    record Proven(String thumbprint) implements Reading {}

    record Absent() implements Reading {}

    /// The nonce is missing or too old: the wallet asks again with a fresh one.
    record NonceWanted() implements Reading {}

    record Worthless(String reason) implements Reading {}
  }

  /// @param headers every `DPoP` header of the request
  /// @param accessToken the token it has to be made for; null where there is none yet
  Reading read(
      List<String> headers,
      String method,
      String address,
      @Nullable String accessToken,
      boolean nonceRequired) {
    if (headers.isEmpty()) {
      return new Reading.Absent();
    }
    if (headers.size() > 1) {
      return new Reading.Worthless("more than one DPoP header");
    }
    try {
      return check(headers.getFirst(), method, address, accessToken, nonceRequired);
    } catch (Jose.Fault fault) {
      return new Reading.Worthless("DPoP: " + fault.reason());
    }
  }

  private Reading check(
      String header,
      String method,
      String address,
      @Nullable String accessToken,
      boolean nonceRequired)
      throws Jose.Fault {
    var proof = Jose.read(header, "dpop+jwt", Jose.CLIENTS);
    var key = Jose.publicKey(proof.header().get("jwk"));
    proof.signedBy(key);
    if (!proof.text("htm").equals(Optional.of(method))) {
      throw new Jose.Fault("htm is not " + method);
    }
    if (!same(proof.text("htu").orElse(""), address)) {
      throw new Jose.Fault("htu is not " + address);
    }
    var identifier = proof.text("jti").orElse("");
    if (identifier.isEmpty() || identifier.length() > 500) {
      throw new Jose.Fault("jti is missing");
    }
    if (accessToken != null) {
      var hash = Codes.encode(Codes.hash(accessToken));
      if (!proof.text("ath").equals(Optional.of(hash))) {
        throw new Jose.Fault("ath is not the hash of the access token");
      }
    }
    var nonce = proof.text("nonce");
    boolean fresh = nonce.isPresent() && nonces.until(Nonces.Kind.DPOP, nonce.get()).isPresent();
    if (nonce.isPresent() ? !fresh : nonceRequired) {
      return new Reading.NonceWanted();
    }
    proof.madeNow(clock.instant());
    var until = clock.instant().plus(CredentialLimits.PROOF_AGE).plus(CredentialLimits.CLOCK_AHEAD);
    var thumbprint = key.thumbprint();
    if (!seen.add("dpop " + thumbprint, identifier, until)) {
      throw new Jose.Fault("jti was used before");
    }
    return new Reading.Proven(thumbprint);
  }

  /// Compares addresses after the normalisation of RFC 3986, without query and fragment.
  static boolean same(String shown, String address) {
    var one = normal(shown);
    return one.isPresent() && one.equals(normal(address));
  }

  private static Optional<String> normal(String text) {
    try {
      var uri = new URI(text).normalize();
      if (uri.getScheme() == null || uri.getHost() == null) {
        return Optional.empty();
      }
      var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      int usual = scheme.equals("https") ? 443 : 80;
      int port = uri.getPort() == -1 ? usual : uri.getPort();
      var path = Objects.requireNonNullElse(uri.getRawPath(), "");
      return Optional.of(
          scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port + path);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
