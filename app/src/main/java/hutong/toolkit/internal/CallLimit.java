package hutong.toolkit.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hutong.toolkit.ToolkitLimits;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/// Counts the calls of each address, so that a busy one leaves room for the others.
@Component
class CallLimit {

  private final Cache<String, AtomicInteger> calls =
      Caffeine.newBuilder()
          .maximumSize(ToolkitLimits.ADDRESSES)
          .expireAfterWrite(ToolkitLimits.WINDOW)
          .build();

  /// Whether this address may ask once more now.
  boolean allows(String address) {
    return calls.get(address, fresh -> new AtomicInteger()).incrementAndGet()
        <= ToolkitLimits.CALLS;
  }
}
