package hutong.partners.internal;

import hutong.kernel.AccountId;
import hutong.partners.Membership.Rank;
import hutong.partners.Partner;
import org.springframework.boot.test.context.TestComponent;

/// Does what an operator does in the console, so that a test needs no console.
@TestComponent
public class DeskKey {

  private final PartnerService partners;

  DeskKey(PartnerService partners) {
    this.partners = partners;
  }

  public void hire(Partner partner, String email) {
    if (!partners.addStaff(partner, email, Rank.CLERK, AccountId.random())) {
      throw new AssertionError("works there already: " + email);
    }
  }

  /// A token for the partner's own system.
  public String token(Partner partner) {
    return partners.issueToken(partner, "test", AccountId.random());
  }
}
