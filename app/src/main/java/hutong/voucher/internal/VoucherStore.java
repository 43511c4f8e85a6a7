package hutong.voucher.internal;

import hutong.kernel.Money;
import hutong.voucher.Budget;
import hutong.voucher.Campaign;
import hutong.voucher.Voucher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The tables of vouchers. Whoever changes a voucher changes its budget in the same transaction.
@Repository
class VoucherStore {

  /// What of a budget may still be claimed, and how many today.
  record Left(long budget, int today) {}

  /// One voucher to write.
  record Fresh(UUID id, UUID account, UUID person, int nth) {}

  /// A voucher with what only this module needs.
  record Held(Voucher voucher, UUID person, long spent, boolean ended) {}

  record Use(UUID voucher, String campaign, long amount, long takenBack, boolean ended) {}

  static final String OPEN =
      """
      insert into voucher.budget (campaign, currency, budget)
      values (:campaign, 'CNY', :budget)
      on conflict (campaign) do update set budget = excluded.budget
      where voucher.budget.budget <> excluded.budget
        and voucher.budget.redeemed + voucher.budget.outstanding <= excluded.budget
      """;

  /// Locks the budget: claims of a campaign are decided one batch at a time.
  static final String LOCK =
      """
      select b.budget - b.redeemed - b.outstanding as free,
             coalesce((select d.claimed from voucher.day d
                       where d.campaign = b.campaign and d.day = :day), 0) as today
      from voucher.budget b
      where b.campaign = :campaign
      for no key update of b
      """;

  /// Her vouchers are numbered without a gap, so the last number is their count.
  static final String COUNTS =
      """
      select p.id as person_id,
             (select coalesce(max(v.nth), 0) from voucher.voucher v
              where v.campaign = :campaign and v.person_id = p.id) as vouchers
      from unnest(:people::uuid[]) as p(id)
      """;

  static final String ADD =
      """
      insert into voucher.voucher
        (id, campaign, account_id, person_id, nth, most, face, claimed_at, expires_at)
      select v.id, :campaign, v.account, v.person, v.nth, :most, :face, :now, :expires
      from unnest(:ids::uuid[], :accounts::uuid[], :people::uuid[], :nths::int[])
           as v(id, account, person, nth)
      """;

  static final String ISSUE =
      """
      update voucher.budget
      set issued = issued + :amount, outstanding = outstanding + :amount
      where campaign = :campaign
      """;

  static final String COUNT_DAY =
      """
      insert into voucher.day (campaign, day, claimed, most)
      values (:campaign, :day, :claimed, :most)
      on conflict (campaign, day) do update
        set claimed = voucher.day.claimed + excluded.claimed, most = excluded.most
      """;

  static final String FIND =
      """
      select id, campaign, person_id, face, spent, returned, claimed_at, expires_at, ended_at
      from voucher.voucher
      where id = :id
      for no key update
      """;

  static final String OF_PERSON =
      """
      select id, campaign, person_id, face, spent, returned, claimed_at, expires_at, ended_at
      from voucher.voucher
      where person_id = :person and ended_at is null and expires_at > :now
      order by expires_at, id
      limit :most
      """;

  static final String USES =
      """
      select u.voucher_id, v.campaign, u.amount, u.taken_back, v.ended_at is not null as ended
      from voucher.use u
      join voucher.voucher v on v.id = u.voucher_id
      where u.purchase_id = :purchase
      order by u.voucher_id
      for no key update
      """;

  static final String ADD_USE =
      """
      insert into voucher.use (voucher_id, purchase_id, amount, at)
      values (:voucher, :purchase, :amount, :now)
      """;

  static final String SPEND =
      """
      update voucher.voucher
      set spent = spent + :amount, returned = returned + :rest,
          ended_at = case when spent + :amount + returned + :rest = face then :now::timestamptz
                          else null end
      where id = :id and ended_at is null
      """;

  static final String MOVE =
      """
      update voucher.budget
      set redeemed = redeemed + :redeemed, returned = returned + :returned,
          outstanding = outstanding - :redeemed - :returned
      where campaign = :campaign
      """;

  static final String TAKE_BACK_USE =
      """
      update voucher.use
      set taken_back = taken_back + :amount
      where voucher_id = :voucher and purchase_id = :purchase
      """;

  /// Money taken back goes to the budget, not to the voucher.
  static final String TAKE_BACK =
      """
      update voucher.voucher
      set spent = spent - :amount, returned = returned + :amount
      where id = :voucher
      """;

  static final String TAKE_BACK_BUDGET =
      """
      update voucher.budget
      set redeemed = redeemed - :amount, returned = returned + :amount
      where campaign = :campaign
      """;

  /// Ends what is over and says how much of each campaign goes back.
  static final String EXPIRE =
      """
      with due as (
        select id, campaign, face - spent - returned as rest
        from voucher.voucher
        where ended_at is null and expires_at <= :now
        order by id
        limit :most
        for no key update skip locked
      ), ended as (
        update voucher.voucher v
        set returned = v.returned + due.rest, ended_at = :now
        from due
        where v.id = due.id
        returning due.campaign, due.rest
      )
      select campaign, sum(rest)::bigint as rest, count(*) as vouchers
      from ended
      group by campaign
      order by campaign
      """;

  static final String BUDGETS =
      """
      select b.campaign, b.budget, b.issued, b.redeemed, b.returned, b.outstanding,
             b.issued = coalesce(v.face, 0) and b.redeemed = coalesce(v.spent, 0)
               and b.returned = coalesce(v.returned, 0) as recounted
      from voucher.budget b
      left join (
        select campaign, sum(face) as face, sum(spent) as spent, sum(returned) as returned
        from voucher.voucher
        group by campaign) v on v.campaign = b.campaign
      order by b.campaign
      """;

  private final JdbcClient jdbc;

  VoucherStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void open(Campaign campaign) {
    jdbc.sql(OPEN).param("campaign", campaign.key()).param("budget", campaign.budget()).update();
  }

  Left lock(String campaign, LocalDate day) {
    return jdbc.sql(LOCK)
        .param("campaign", campaign)
        .param("day", day)
        .query((row, n) -> new Left(row.getLong("free"), row.getInt("today")))
        .single();
  }

  Map<UUID, Integer> counts(String campaign, Collection<UUID> people) {
    var counts = new HashMap<UUID, Integer>();
    jdbc.sql(COUNTS)
        .param("campaign", campaign)
        .param("people", new SqlArrayValue("uuid", people.toArray()))
        .query(
            row -> {
              counts.put(row.getObject("person_id", UUID.class), row.getInt("vouchers"));
            });
    return counts;
  }

  void add(Campaign campaign, List<Fresh> fresh, Instant now, LocalDate day) {
    jdbc.sql(ADD)
        .param("campaign", campaign.key())
        .param("most", campaign.ceilings().perPerson())
        .param("face", campaign.face())
        .param("now", utc(now))
        .param("expires", utc(VoucherService.expiry(campaign, now)))
        .param("ids", array("uuid", fresh, Fresh::id))
        .param("accounts", array("uuid", fresh, Fresh::account))
        .param("people", array("uuid", fresh, Fresh::person))
        .param("nths", array("int4", fresh, Fresh::nth))
        .update();
    jdbc.sql(ISSUE)
        .param("campaign", campaign.key())
        .param("amount", campaign.face() * fresh.size())
        .update();
    jdbc.sql(COUNT_DAY)
        .param("campaign", campaign.key())
        .param("day", day)
        .param("claimed", fresh.size())
        .param("most", campaign.ceilings().perDay())
        .update();
  }

  Optional<Held> find(UUID id) {
    return jdbc.sql(FIND).param("id", id).query(VoucherStore::held).optional();
  }

  List<Held> ofPerson(UUID person, Instant now) {
    return jdbc.sql(OF_PERSON)
        .param("person", person)
        .param("now", utc(now))
        .param("most", VoucherLimits.LISTED)
        .query(VoucherStore::held)
        .list();
  }

  List<Use> uses(UUID purchase) {
    return jdbc.sql(USES)
        .param("purchase", purchase)
        .query(
            (row, n) ->
                new Use(
                    row.getObject("voucher_id", UUID.class),
                    row.getString("campaign"),
                    row.getLong("amount"),
                    row.getLong("taken_back"),
                    row.getBoolean("ended")))
        .list();
  }

  /// False when the voucher had ended.
  boolean spend(Held held, UUID purchase, long amount, long rest, Instant now) {
    var id = held.voucher().id();
    boolean spent =
        jdbc.sql(SPEND)
                .param("id", id)
                .param("amount", amount)
                .param("rest", rest)
                .param("now", utc(now))
                .update()
            == 1;
    if (spent) {
      jdbc.sql(ADD_USE)
          .param("voucher", id)
          .param("purchase", purchase)
          .param("amount", amount)
          .param("now", utc(now))
          .update();
      move(held.voucher().campaign(), amount, rest);
    }
    return spent;
  }

  private void move(String campaign, long redeemed, long returned) {
    jdbc.sql(MOVE)
        .param("campaign", campaign)
        .param("redeemed", redeemed)
        .param("returned", returned)
        .update();
  }

  void takeBack(Use use, UUID purchase, long amount) {
    jdbc.sql(TAKE_BACK_USE)
        .param("voucher", use.voucher())
        .param("purchase", purchase)
        .param("amount", amount)
        .update();
    jdbc.sql(TAKE_BACK).param("voucher", use.voucher()).param("amount", amount).update();
    jdbc.sql(TAKE_BACK_BUDGET).param("campaign", use.campaign()).param("amount", amount).update();
  }

  int expire(Instant now) {
    record Over(String campaign, long rest, int vouchers) {}
    var over =
        jdbc.sql(EXPIRE)
            .param("now", utc(now))
            .param("most", VoucherLimits.EXPIRED_AT_ONCE)
            .query(
                (row, n) ->
                    new Over(
                        row.getString("campaign"), row.getLong("rest"), row.getInt("vouchers")))
            .list();
    over.forEach(each -> move(each.campaign(), 0, each.rest()));
    return over.stream().mapToInt(Over::vouchers).sum();
  }

  List<Budget> budgets() {
    return jdbc.sql(BUDGETS)
        .query(
            (row, n) ->
                new Budget(
                    row.getString("campaign"),
                    row.getLong("budget"),
                    row.getLong("issued"),
                    row.getLong("redeemed"),
                    row.getLong("returned"),
                    row.getLong("outstanding"),
                    row.getBoolean("recounted")))
        .list();
  }

  private static Held held(ResultSet row, int n) throws SQLException {
    long spent = row.getLong("spent");
    long face = row.getLong("face");
    return new Held(
        new Voucher(
            row.getObject("id", UUID.class),
            row.getString("campaign"),
            Money.ofMinor(face, "CNY"),
            Money.ofMinor(face - spent - row.getLong("returned"), "CNY"),
            row.getObject("claimed_at", OffsetDateTime.class).toInstant(),
            row.getObject("expires_at", OffsetDateTime.class).toInstant()),
        row.getObject("person_id", UUID.class),
        spent,
        row.getObject("ended_at") != null);
  }

  private static <T> SqlArrayValue array(String type, List<T> rows, Function<T, Object> part) {
    return new SqlArrayValue(type, rows.stream().map(part).toArray());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
