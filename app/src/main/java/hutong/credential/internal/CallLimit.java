package hutong.credential.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Counts the calls of each network address to the endpoints that ask nobody to sign in.
@Component("credentialCallLimit")
class CallLimit {

  private final Cache<String, AtomicInteger> calls =
      Caffeine.newBuilder()
          .maximumSize(CredentialLimits.ADDRESSES)
          .expireAfterWrite(CredentialLimits.CALLS_WINDOW)
          .build();

  /// @throws OAuthFault when this address asks too often
  void count(HttpServletRequest request) {
    var counter = calls.get(request.getRemoteAddr(), fresh -> new AtomicInteger());
    if (counter.incrementAndGet() > CredentialLimits.CALLS) {
      throw OAuthFault.of(
              HttpStatus.TOO_MANY_REQUESTS, "slow_down", "too many requests from this address")
          .with("Retry-After", String.valueOf(CredentialLimits.CALLS_WINDOW.toSeconds()));
    }
  }
}
