package hutong.voucher.internal;

import hutong.kernel.Beijing;
import hutong.kernel.Ids;
import hutong.kernel.Money;
import hutong.kernel.PersonId;
import hutong.voucher.Budget;
import hutong.voucher.Campaign;
import hutong.voucher.Claim;
import hutong.voucher.Purchase;
import hutong.voucher.Redemption;
import hutong.voucher.Voucher;
import hutong.voucher.internal.VoucherStore.Fresh;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The transactions of vouchers.
@Service
class VoucherService {

  /// Somebody who wants a voucher.
  record Wish(UUID account, UUID person) {}

  private final VoucherStore store;
  private final CampaignFiles campaigns;
  private final InstantSource clock;

  VoucherService(VoucherStore store, CampaignFiles campaigns, InstantSource clock) {
    this.store = store;
    this.campaigns = campaigns;
    this.clock = clock;
  }

  /// Decides all in their order with the budget locked: not one too many is given.
  @Transactional
  public List<Claim> decide(Campaign campaign, List<Wish> wishes) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var today = Beijing.day(now);
    store.open(campaign);
    var left = store.lock(campaign.key(), today);
    var counts = counts(campaign, wishes);
    long budget = left.budget();
    int day = campaign.ceilings().perDay() - left.today();
    var fresh = new ArrayList<Fresh>();
    var claims = new ArrayList<Claim>(wishes.size());
    for (var wish : wishes) {
      int has = counts.getOrDefault(wish.person(), 0);
      if (has >= campaign.ceilings().perPerson()) {
        claims.add(new Claim.Refused(Claim.Reason.HAS_HER_SHARE));
      } else if (budget < campaign.face()) {
        claims.add(new Claim.Refused(Claim.Reason.SPENT));
      } else if (day <= 0) {
        claims.add(new Claim.Refused(Claim.Reason.DAY_IS_OVER));
      } else {
        var one = new Fresh(Ids.next(), wish.account(), wish.person(), has + 1);
        fresh.add(one);
        counts.put(wish.person(), has + 1);
        budget -= campaign.face();
        day--;
        claims.add(new Claim.Claimed(voucher(campaign, one.id(), now)));
      }
    }
    if (!fresh.isEmpty()) {
      store.add(campaign, fresh, now, today);
    }
    return claims;
  }

  private Map<UUID, Integer> counts(Campaign campaign, List<Wish> wishes) {
    return new HashMap<>(
        store.counts(campaign.key(), wishes.stream().map(Wish::person).distinct().toList()));
  }

  private static Voucher voucher(Campaign campaign, UUID id, Instant now) {
    var face = Money.ofMinor(campaign.face(), "CNY");
    return new Voucher(id, campaign.key(), face, face, now, expiry(campaign, now));
  }

  /// At the end of its last day, but not after the campaign's.
  static Instant expiry(Campaign campaign, Instant now) {
    LocalDate last = Beijing.day(now).plusDays(campaign.days());
    LocalDate end = last.isBefore(campaign.until()) ? last : campaign.until();
    return Beijing.at(end.plusDays(1), LocalTime.MIDNIGHT);
  }

  @Transactional(readOnly = true)
  public List<Voucher> list(PersonId person) {
    return store.ofPerson(person.value(), clock.instant()).stream()
        .map(VoucherStore.Held::voucher)
        .toList();
  }

  @Transactional
  public Redemption redeem(UUID id, PersonId person, Purchase purchase) {
    var found = store.find(id);
    var campaign = found.flatMap(held -> campaigns.find(held.voucher().campaign()));
    if (found.isEmpty() || campaign.isEmpty() || !found.get().person().equals(person.value())) {
      return new Redemption.Refused(Redemption.Reason.UNKNOWN);
    }
    var held = found.get();
    var before =
        store.uses(purchase.id()).stream().filter(use -> use.voucher().equals(id)).findFirst();
    if (before.isPresent()) {
      return new Redemption.Redeemed(Money.ofMinor(before.get().amount(), "CNY"));
    }
    var now = clock.instant();
    if (!held.voucher().expiresAt().isAfter(now)) {
      return new Redemption.Refused(Redemption.Reason.EXPIRED);
    }
    long left = held.voucher().left().minor();
    if (held.ended() || left == 0) {
      return new Redemption.Refused(Redemption.Reason.USED_UP);
    }
    var refusal = VoucherRules.refusal(campaign.get(), purchase);
    if (refusal.isPresent()) {
      return new Redemption.Refused(refusal.get());
    }
    return spend(campaign.get(), held, purchase, now);
  }

  /// What a voucher that may not be split does not pay goes back at once.
  private Redemption spend(
      Campaign campaign, VoucherStore.Held held, Purchase purchase, Instant now) {
    long left = held.voucher().left().minor();
    long amount = VoucherRules.amount(campaign, left, purchase.amount().minor());
    if (amount <= 0) {
      return new Redemption.Refused(Redemption.Reason.BELOW_MINIMUM);
    }
    long rest = campaign.conditions().split() ? 0 : left - amount;
    if (!store.spend(held, purchase.id(), amount, rest, now)) {
      return new Redemption.Refused(Redemption.Reason.USED_UP);
    }
    return new Redemption.Redeemed(Money.ofMinor(amount, "CNY"));
  }

  @Transactional
  public long takeBack(UUID purchase, long refundedSoFar, long whole) {
    if (whole <= 0 || refundedSoFar < 0 || refundedSoFar > whole) {
      throw new IllegalArgumentException(refundedSoFar + " of " + whole);
    }
    long all = 0;
    for (var use : store.uses(purchase)) {
      long due = share(use.amount(), refundedSoFar, whole) - use.takenBack();
      if (due > 0) {
        store.takeBack(use, purchase, due);
        all += due;
      }
    }
    return all;
  }

  private static long share(long amount, long of, long whole) {
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(of))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }

  /// Returns what is left of vouchers whose time is over; says how many.
  @Transactional
  public int expire() {
    return store.expire(clock.instant());
  }

  @Transactional(readOnly = true)
  public List<Budget> budgets() {
    return store.budgets();
  }
}
