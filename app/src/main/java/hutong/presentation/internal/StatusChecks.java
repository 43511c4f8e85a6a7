package hutong.presentation.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hutong.credential.IssuerTrust;
import hutong.proof.Finding;
import hutong.proof.Reason;
import hutong.proof.StatusListToken;
import hutong.proof.StatusReference;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Whether a credential was revoked: its issuer's status list, kept for as long as the list allows.
/// Our own list is asked anew each time, so that a revocation counts at once.
@Component
class StatusChecks {

  private final StatusGateway gateway;
  private final TrustedIssuers issuers;
  private final ObjectProvider<IssuerTrust> own;
  private final Cache<String, Kept> kept =
      Caffeine.newBuilder().maximumSize(PresentationLimits.STATUS_LISTS).build();

  StatusChecks(StatusGateway gateway, TrustedIssuers issuers, ObjectProvider<IssuerTrust> own) {
    this.gateway = gateway;
    this.issuers = issuers;
    this.own = own;
  }

  private record Kept(StatusListToken token, Instant fetched) {

    boolean fresh(Instant now) {
      return !token.staleFor(fetched, now)
          && (token.cacheFor() != null
              || now.isBefore(fetched.plus(PresentationLimits.STATUS_FRESH)));
    }
  }

  /// What speaks against a credential; also when its status cannot be found out.
  Optional<Finding> fault(StatusReference reference, Instant now) {
    var address = reference.uri();
    var ours = own.stream().flatMap(issuer -> issuer.statusList(address).stream()).findFirst();
    if (ours.isPresent()) {
      return judged(ours.get(), reference, now);
    }
    var known = kept.getIfPresent(address);
    if (known != null && known.fresh(now)) {
      return known.token().finding(reference);
    }
    return gateway
        .fetch(address)
        .map(token -> judged(token, reference, now))
        .orElseGet(() -> Optional.of(Finding.of(Reason.STATUS_UNAVAILABLE, "status")));
  }

  private Optional<Finding> judged(String token, StatusReference reference, Instant now) {
    return switch (StatusListToken.verifyJwt(token, reference.uri(), issuers.ofTokens(), now)) {
      case StatusListToken.Sound(var sound) -> {
        kept.put(reference.uri(), new Kept(sound, now));
        yield sound.finding(reference);
      }
      case StatusListToken.Refused(var ignored) ->
          Optional.of(Finding.of(Reason.STATUS_UNREADABLE, "status"));
    };
  }
}
