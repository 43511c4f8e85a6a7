package hutong.payment.internal;

import hutong.kernel.Money;
import hutong.partners.Partner;
import hutong.web.Problem;
import org.jspecify.annotations.Nullable;

/// What a code or a link leads to.
sealed interface Aim {

  /// @param amount absent when the payer types it
  record Shop(Partner shop, @Nullable Money amount, @Nullable String bill) implements Aim {}

  record Nowhere(Problem problem) implements Aim {}
}
