package hutong.credential.internal;

import hutong.kernel.PersonId;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Ends what wallets may fetch of a person who was erased.
@Component
class PermissionRevocation {

  private static final Logger LOG = LoggerFactory.getLogger(PermissionRevocation.class);

  private final PermissionStore store;
  private final InstantSource clock;

  PermissionRevocation(PermissionStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  void forget(PersonId person) {
    int ended = store.revokeOf(person, clock.instant());
    LOG.debug("{} permissions ended", ended);
  }
}
