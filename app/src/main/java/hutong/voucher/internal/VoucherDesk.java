package hutong.voucher.internal;

import hutong.database.GroupCommit;
import hutong.identity.Actor;
import hutong.identity.Travellers;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import hutong.voucher.Budget;
import hutong.voucher.Campaign;
import hutong.voucher.Claim;
import hutong.voucher.Purchase;
import hutong.voucher.Redemption;
import hutong.voucher.Voucher;
import hutong.voucher.Vouchers;
import hutong.voucher.internal.VoucherService.Wish;
import jakarta.annotation.PreDestroy;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/// The front door, with a queue for each campaign: a flash sale is a few large transactions.
@Component
class VoucherDesk implements Vouchers {

  private static final GroupCommit.Bounds BOUNDS =
      new GroupCommit.Bounds(VoucherLimits.WAITING, VoucherLimits.BATCH, VoucherLimits.PATIENCE);

  private final CampaignFiles campaigns;
  private final VoucherService service;
  private final Travellers travellers;
  private final InstantSource clock;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, GroupCommit<Wish, Claim>> queues = new ConcurrentHashMap<>();

  VoucherDesk(
      CampaignFiles campaigns, VoucherService service, Travellers travellers, InstantSource clock) {
    this.campaigns = campaigns;
    this.service = service;
    this.travellers = travellers;
    this.clock = clock;
  }

  @Override
  public List<Campaign> campaigns() {
    return campaigns.list();
  }

  @Override
  public Claim claim(Actor actor, String key) {
    var campaign =
        campaigns.find(key).orElseThrow(() -> new IllegalArgumentException("no campaign"));
    var today = Beijing.day(clock.instant());
    if (today.isBefore(campaign.from()) || today.isAfter(campaign.until())) {
      return new Claim.Refused(Claim.Reason.NOT_NOW);
    }
    if (campaign.conditions().verified() && !isVerified(actor)) {
      return new Claim.Refused(Claim.Reason.NOT_VERIFIED);
    }
    try {
      return queue(campaign).ask(new Wish(actor.account().value(), actor.traveller().value()));
    } catch (GroupCommit.Busy tooMany) {
      return new Claim.Busy();
    }
  }

  private boolean isVerified(Actor actor) {
    return travellers
        .find(actor.account(), actor.traveller())
        .flatMap(traveller -> traveller.document())
        .isPresent();
  }

  private GroupCommit<Wish, Claim> queue(Campaign campaign) {
    return queues.computeIfAbsent(
        campaign.key(),
        key ->
            new GroupCommit<>(
                "vouchers", BOUNDS, workers, wishes -> service.decide(campaign, wishes)));
  }

  @Override
  public List<Voucher> list(PersonId person) {
    return service.list(person);
  }

  @Override
  public Redemption redeem(UUID voucher, PersonId person, Purchase purchase) {
    return service.redeem(voucher, person, purchase);
  }

  @Override
  public long takeBack(UUID purchase, long refundedSoFar, long whole) {
    return service.takeBack(purchase, refundedSoFar, whole);
  }

  @Override
  public List<Budget> budgets() {
    return service.budgets();
  }

  @PreDestroy
  void close() {
    queues.values().forEach(GroupCommit::close);
    workers.close();
  }
}
