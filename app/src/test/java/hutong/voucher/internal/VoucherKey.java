package hutong.voucher.internal;

import hutong.kernel.PersonId;
import hutong.voucher.Campaign;
import hutong.voucher.Claim;
import hutong.voucher.Purchase;
import hutong.voucher.Redemption;
import hutong.voucher.Voucher;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;

/// Campaigns that no file holds, and the steps that jobs take in their time.
@TestComponent
public class VoucherKey {

  private final VoucherService service;
  private final CampaignFiles campaigns;

  VoucherKey(VoucherService service, CampaignFiles campaigns) {
    this.service = service;
    this.campaigns = campaigns;
  }

  public Campaign campaign(
      String name, long budget, long face, int perPerson, int perDay, boolean split) {
    var campaign =
        new Campaign(
            name,
            Map.of("en", name),
            LocalDate.of(2026, 1, 1),
            LocalDate.of(2030, 1, 1),
            budget,
            face,
            30,
            new Campaign.Ceilings(perPerson, perDay),
            new Campaign.Conditions(
                null, 0, split, false, false, Set.of(), Set.of(), Set.of(), List.of()));
    campaigns.add(campaign);
    return campaign;
  }

  public Claim claim(Campaign campaign, PersonId person) {
    var wish = new VoucherService.Wish(UUID.randomUUID(), person.value());
    return service.decide(campaign, List.of(wish)).getFirst();
  }

  public Redemption redeem(Campaign campaign, Voucher voucher, PersonId person, Purchase purchase) {
    return service.redeem(voucher.id(), person, purchase);
  }

  public void expire() {
    service.expire();
  }
}
