package hutong.identity.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hutong.kernel.AccountId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Whose token it is, remembered by hash for seconds: an app that asks a hundred times a second
/// costs one look into the database. A token revoked here is forgotten at once, one revoked on
/// another node within [IdentityLimits#TOKENS_REMEMBERED]. Tokens nobody knows are not remembered.
@Component
class RememberedTokens {

  /// Whose a token is, and until when.
  record Holder(AccountId account, Instant expiresAt) {}

  private final Cache<ByteBuffer, Holder> holders =
      Caffeine.newBuilder()
          .maximumSize(IdentityLimits.ROLES_REMEMBERED_FOR)
          .expireAfterWrite(IdentityLimits.TOKENS_REMEMBERED)
          .build();
  private final InstantSource clock;

  RememberedTokens(InstantSource clock) {
    this.clock = clock;
  }

  Optional<AccountId> find(String token, Function<byte[], Optional<Holder>> look) {
    byte[] hash = Secrets.hash(token);
    var known = holders.getIfPresent(ByteBuffer.wrap(hash));
    if (known == null) {
      var found = look.apply(hash);
      found.ifPresent(holder -> holders.put(ByteBuffer.wrap(hash), holder));
      return found.map(Holder::account);
    }
    return known.expiresAt().isAfter(clock.instant())
        ? Optional.of(known.account())
        : Optional.empty();
  }

  /// Something was revoked: nothing is believed any more, now and again after the commit.
  void forget() {
    holders.invalidateAll();
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              holders.invalidateAll();
            }
          });
    }
  }
}
