package hutong.presentation.internal;

import hutong.proof.Finding;
import hutong.proof.Reason;
import hutong.proof.StatusReference;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Whether a credential was revoked. What cannot be found out is not believed.
@Component
class StatusLists {

  /// What speaks against a credential that names a status.
  Optional<Finding> fault(StatusReference reference, Instant now) {
    return Optional.of(Finding.of(Reason.STATUS_UNAVAILABLE, "status"));
  }
}
