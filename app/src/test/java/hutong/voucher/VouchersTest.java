package hutong.voucher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.HutongTest;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.kernel.Money;
import hutong.kernel.PersonId;
import hutong.voucher.internal.VoucherKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Public money: not one voucher too many, every cent somewhere.
@HutongTest
class VouchersTest {

  @Autowired Vouchers vouchers;
  @Autowired VoucherKey key;
  @Autowired TestPeople people;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;

  private final String name = "test-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void a_flash_sale_gives_as_many_as_the_budget_holds_and_one_to_each() throws Exception {
    var campaign = key.campaign(name, 100, 10, 1, 1_000, true); // ten vouchers of ten
    var person = new ArrayList<PersonId>();
    for (int i = 0; i < 50; i++) {
      person.add(PersonId.random());
    }
    var tasks = new ArrayList<Callable<Claim>>();
    for (int i = 0; i < 400; i++) {
      var one = person.get(i % person.size());
      tasks.add(() -> key.claim(campaign, one));
    }
    int claimed = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(tasks)) {
        claimed += each.get() instanceof Claim.Claimed ? 1 : 0;
      }
    }
    assertThat(claimed).isEqualTo(10);
    assertThat(line()).isEqualTo("issued 100 = redeemed 0 + returned 0 + outstanding 100");
    assertThat(person.stream().mapToInt(one -> vouchers.list(one).size()).max()).hasValue(1);
  }

  @Test
  void a_day_and_a_person_have_ceilings() {
    var campaign = key.campaign(name, 1_000, 10, 2, 3, true);
    var ann = PersonId.random();
    assertThat(key.claim(campaign, ann)).isInstanceOf(Claim.Claimed.class);
    assertThat(key.claim(campaign, ann)).isInstanceOf(Claim.Claimed.class);
    assertThat(key.claim(campaign, ann)).isEqualTo(refused(Claim.Reason.HAS_HER_SHARE));
    assertThat(key.claim(campaign, PersonId.random())).isInstanceOf(Claim.Claimed.class);
    assertThat(key.claim(campaign, PersonId.random())).isEqualTo(refused(Claim.Reason.DAY_IS_OVER));
    clock.advance(Duration.ofDays(1));
    try {
      assertThat(key.claim(campaign, PersonId.random())).isInstanceOf(Claim.Claimed.class);
    } finally {
      clock.reset();
    }
  }

  @Test
  void a_voucher_is_used_in_parts_and_a_refund_takes_its_share_back() {
    var campaign = key.campaign(name, 10_000, 3_000, 1, 100, true);
    var ann = PersonId.random();
    var voucher = claimed(key.claim(campaign, ann));
    var dinner = purchase("20.00");
    assertThat(key.redeem(campaign, voucher, ann, dinner)).isEqualTo(paid("20.00"));
    assertThat(key.redeem(campaign, voucher, ann, dinner)).isEqualTo(paid("20.00"));
    var lunch = purchase("25.00");
    assertThat(key.redeem(campaign, voucher, ann, lunch)).isEqualTo(paid("10.00"));
    assertThat(line()).isEqualTo("issued 3000 = redeemed 3000 + returned 0 + outstanding 0");
    assertThat(key.redeem(campaign, voucher, ann, purchase("5.00")))
        .isEqualTo(new Redemption.Refused(Redemption.Reason.USED_UP));
    assertThat(vouchers.takeBack(lunch.id(), 1_250, 2_500)).isEqualTo(500);
    assertThat(vouchers.takeBack(lunch.id(), 1_250, 2_500)).isZero();
    assertThat(vouchers.takeBack(lunch.id(), 2_500, 2_500)).isEqualTo(500);
    assertThat(line()).isEqualTo("issued 3000 = redeemed 2000 + returned 1000 + outstanding 0");
    assertThat(key.redeem(campaign, voucher, PersonId.random(), purchase("5.00")))
        .isEqualTo(new Redemption.Refused(Redemption.Reason.UNKNOWN));
  }

  @Test
  void what_is_not_spent_goes_back_when_it_expires_or_cannot_be_split() {
    var campaign = key.campaign(name, 10_000, 3_000, 2, 100, false);
    var ann = PersonId.random();
    var first = claimed(key.claim(campaign, ann));
    claimed(key.claim(campaign, ann));
    assertThat(key.redeem(campaign, first, ann, purchase("12.00"))).isEqualTo(paid("12.00"));
    assertThat(line()).isEqualTo("issued 6000 = redeemed 1200 + returned 1800 + outstanding 3000");
    clock.advance(Duration.ofDays(40));
    try {
      key.expire();
      assertThat(line()).isEqualTo("issued 6000 = redeemed 1200 + returned 4800 + outstanding 0");
      assertThat(vouchers.list(ann)).isEmpty();
    } finally {
      clock.reset();
    }
  }

  @Test
  void the_database_refuses_a_cent_that_is_nowhere() {
    var campaign = key.campaign(name, 10_000, 3_000, 1, 100, true);
    claimed(key.claim(campaign, PersonId.random()));
    for (var sql :
        List.of(
            "update voucher.budget set redeemed = redeemed + 1 where campaign = :name",
            "update voucher.budget set budget = 2999 where campaign = :name",
            "update voucher.voucher set spent = 3001 where campaign = :name",
            "update voucher.voucher set nth = 2 where campaign = :name",
            "update voucher.day set claimed = 101 where campaign = :name")) {
      assertThatThrownBy(() -> jdbc.sql(sql).param("name", name).update())
          .as(sql)
          .isInstanceOf(DataAccessException.class);
    }
  }

  @Test
  void money_is_conserved_under_random_acts() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var campaign = key.campaign(name, 50_000, 1_000, 3, 1_000, random.nextBoolean());
    var holders = List.of(PersonId.random(), PersonId.random(), PersonId.random());
    var purchases = new ArrayList<Purchase>();
    claimed(key.claim(campaign, holders.getFirst()));
    for (int i = 0; i < 200; i++) {
      var person = holders.get(random.nextInt(holders.size()));
      switch (random.nextInt(4)) {
        case 0 -> assertThat(key.claim(campaign, person)).isNotNull();
        case 1, 2 -> {
          var purchase = purchase((1 + random.nextInt(9)) + ".37");
          for (var voucher : vouchers.list(person)) {
            if (key.redeem(campaign, voucher, person, purchase) instanceof Redemption.Redeemed) {
              purchases.add(purchase);
            }
          }
        }
        default -> {
          if (!purchases.isEmpty()) {
            var purchase = purchases.get(random.nextInt(purchases.size()));
            long whole = purchase.amount().minor();
            assertThat(vouchers.takeBack(purchase.id(), random.nextInt((int) whole + 1), whole))
                .isNotNegative();
          }
        }
      }
      assertThat(budget().recounted()).as("seed " + seed + " act " + i).isTrue();
    }
  }

  @Test
  void the_api_gives_one_and_says_why_not_two() {
    var maria = people.traveller().api();
    var first = maria.post("/api/v1/voucher-campaigns/city-welcome/claims", "");
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(first.json().get("left").asString()).isEqualTo("30.00 CNY");
    var second = maria.post("/api/v1/voucher-campaigns/city-welcome/claims", "");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json().get("code").asString()).isEqualTo("HAS_HER_SHARE");
    assertThat(maria.post("/api/v1/voucher-campaigns/museum-shops/claims", "").json().get("code"))
        .hasToString("\"NOT_VERIFIED\"");
    assertThat(maria.post("/api/v1/voucher-campaigns/nothing/claims", "").status()).isEqualTo(404);
    assertThat(maria.get("/api/v1/vouchers").json().get("vouchers")).hasSize(1);
    assertThat(maria.get("/api/v1/voucher-campaigns").json().get("campaigns")).isNotEmpty();
  }

  private Budget budget() {
    return vouchers.budgets().stream()
        .filter(each -> each.campaign().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String line() {
    var budget = budget();
    assertThat(budget.recounted()).isTrue();
    return "issued %d = redeemed %d + returned %d + outstanding %d"
        .formatted(budget.issued(), budget.redeemed(), budget.returned(), budget.outstanding());
  }

  private static Claim refused(Claim.Reason reason) {
    return new Claim.Refused(reason);
  }

  private static Redemption paid(String amount) {
    return new Redemption.Redeemed(Money.of(amount, "CNY"));
  }

  private static Voucher claimed(Claim claim) {
    assertThat(claim).isInstanceOf(Claim.Claimed.class);
    return ((Claim.Claimed) claim).voucher();
  }

  private static Purchase purchase(String amount) {
    return new Purchase(
        UUID.randomUUID(), Money.of(amount, "CNY"), "noodle-house", "5812", Set.of(), null, 0);
  }
}
