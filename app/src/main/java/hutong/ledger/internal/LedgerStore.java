package hutong.ledger.internal;

import hutong.kernel.Money;
import hutong.ledger.LedgerAccount;
import hutong.ledger.NewAccount;
import hutong.ledger.Proof;
import hutong.ledger.StatementLine;
import hutong.ledger.Transfer;
import hutong.ledger.TransferState;
import hutong.ledger.internal.RememberedAccounts.Versioned;
import hutong.ledger.internal.TransferRules.Delta;
import hutong.ledger.internal.TransferRules.Earlier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The tables of the ledger. Writing a batch takes one statement per table, whatever its size.
@Repository
class LedgerStore {

  static final String OPEN =
      """
      insert into ledger.account (id, name, kind, currency, floor, ceiling, opened_at)
      values (:id, :name, :kind, :currency, :floor, :ceiling, :now)
      on conflict (id) do nothing
      """;

  static final String FIND =
      """
      select id, name, currency, posted, held_out, held_in, floor, ceiling
      from ledger.account
      where id = :id
      """;

  /// Locks in the order of ids, so that two batches never wait for each other.
  static final String LOCK =
      """
      select id, name, currency, posted, held_out, held_in, floor, ceiling
      from ledger.account
      where id = any(:ids::uuid[])
      order by id
      for no key update
      """;

  static final String EARLIER =
      """
      select id, from_account, to_account, amount, currency, state
      from ledger.transfer
      where id = any(:ids::uuid[])
      """;

  static final String ADD_TRANSFERS =
      """
      insert into ledger.transfer
        (id, from_account, to_account, amount, currency, state, made_at, expires_at, settled_at)
      select t.id, t.payer, t.payee, t.amount, t.currency,
             case when t.pending then 'PENDING' else 'POSTED' end,
             :now, cast(nullif(t.expires, '') as timestamptz),
             case when t.pending then null else cast(:now as timestamptz) end
      from unnest(:ids::uuid[], :payers::uuid[], :payees::uuid[], :amounts::bigint[],
                  :currencies::text[], :pendings::boolean[], :expiries::text[])
           as t(id, payer, payee, amount, currency, pending, expires)
      """;

  static final String ADD_POSTINGS =
      """
      insert into ledger.posting (transfer_id, from_account, to_account, amount, currency, at)
      select t.id, t.payer, t.payee, t.amount, t.currency, :now
      from unnest(:ids::uuid[], :payers::uuid[], :payees::uuid[], :amounts::bigint[],
                  :currencies::text[], :pendings::boolean[])
           as t(id, payer, payee, amount, currency, pending)
      where not t.pending
      """;

  static final String MOVE =
      """
      update ledger.account a
      set posted = a.posted + d.posted,
          held_out = a.held_out + d.held_out,
          held_in = a.held_in + d.held_in,
          version = a.version + 1
      from unnest(:ids::uuid[], :posted::bigint[], :out::bigint[], :in::bigint[])
           as d(id, posted, held_out, held_in)
      where a.id = d.id
      """;

  /// Only where nothing changed since it was remembered; what is only received needs no memory.
  /// Locks in the order of ids, like [#LOCK], before it changes anything.
  static final String MOVE_REMEMBERED =
      """
      with locked as materialized (
        select id
        from ledger.account
        where id = any(:ids::uuid[])
        order by id
        for no key update
      )
      update ledger.account a
      set posted = a.posted + d.posted, version = a.version + 1
      from unnest(:ids::uuid[], :posted::bigint[], :versions::bigint[])
           as d(id, posted, version)
      where a.id = d.id and (a.version = d.version or d.version < 0)
        and a.id in (select id from locked)
      """;

  static final String LOAD =
      """
      select id, name, currency, posted, held_out, held_in, floor, ceiling, version
      from ledger.account
      where id = any(:ids::uuid[])
      """;

  static final String LOAD_LOCKED =
      """
      select id, name, currency, posted, held_out, held_in, floor, ceiling, version
      from ledger.account
      where id = any(:ids::uuid[])
      order by id
      for no key update
      """;

  static final String OPEN_MONTHS =
      """
      select ledger.open_months(:day)
      """;

  static final String ADD_POSTING =
      """
      insert into ledger.posting (transfer_id, from_account, to_account, amount, currency, at)
      values (:id, :payer, :payee, :amount, :currency, :now)
      """;

  static final String SETTLE =
      """
      update ledger.transfer
      set state = :state, settled_at = :now
      where id = :id and state = 'PENDING'
      """;

  static final String OVERDUE =
      """
      select id
      from ledger.transfer
      where state = 'PENDING' and expires_at <= :now
      order by expires_at
      limit :most
      """;

  static final String BALANCE_AT =
      """
      select coalesce((select sum(amount) from ledger.posting
                       where to_account = :id and at <= :moment), 0)
           - coalesce((select sum(amount) from ledger.posting
                       where from_account = :id and at <= :moment), 0)
      """;

  static final String STATEMENT =
      """
      with moves as (
        select id, transfer_id, from_account as other, amount as delta, at
        from ledger.posting where to_account = :id and at < :until
        union all
        select id, transfer_id, to_account, -amount, at
        from ledger.posting where from_account = :id and at < :until
      ), lines as (
        select id, transfer_id, other, delta, at, sum(delta) over (order by at, id) as balance
        from moves
      )
      select transfer_id, other, delta, balance, at
      from lines
      where at >= :from
      order by at desc, id desc
      limit :most
      """;

  static final String PROOF =
      """
      with legs as (
        select to_account as account, amount as delta from ledger.posting
        union all
        select from_account, -amount from ledger.posting
      ), counted as (
        select account, sum(delta) as total, count(*) as legs from legs group by account
      ), holds as (
        select account, sum(held_out) as held_out, sum(held_in) as held_in
        from (select from_account as account, amount as held_out, 0 as held_in
              from ledger.transfer where state = 'PENDING'
              union all
              select to_account, 0, amount from ledger.transfer where state = 'PENDING') h
        group by account
      )
      select a.currency, count(*) as accounts, coalesce(sum(c.legs), 0)::bigint / 2 as postings,
             sum(a.posted)::bigint as total,
             count(*) filter (where a.posted <> coalesce(c.total, 0)) as strays,
             count(*) filter (where a.held_out <> coalesce(h.held_out, 0)
                                 or a.held_in <> coalesce(h.held_in, 0)) as stray_holds
      from ledger.account a
      left join counted c on c.account = a.id
      left join holds h on h.account = a.id
      group by a.currency
      order by a.currency
      """;

  private final JdbcClient jdbc;

  LedgerStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void open(NewAccount account, Instant now) {
    jdbc.sql(OPEN)
        .param("id", account.id())
        .param("name", account.name())
        .param("kind", account.kind().name())
        .param("currency", account.currency().getCurrencyCode())
        .param("floor", account.floor())
        .param("ceiling", account.ceiling())
        .param("now", utc(now))
        .update();
  }

  Optional<LedgerAccount> find(UUID id) {
    return jdbc.sql(FIND).param("id", id).query(LedgerStore::account).optional();
  }

  Map<UUID, LedgerAccount> lock(Collection<UUID> ids) {
    var found = new HashMap<UUID, LedgerAccount>();
    jdbc.sql(LOCK)
        .param("ids", array("uuid", ids))
        .query(LedgerStore::account)
        .list()
        .forEach(account -> found.put(account.id(), account));
    return found;
  }

  Map<UUID, Earlier> earlier(Collection<UUID> ids) {
    var found = new HashMap<UUID, Earlier>();
    jdbc.sql(EARLIER)
        .param("ids", array("uuid", ids))
        .query(LedgerStore::earlier)
        .list()
        .forEach(each -> found.put(each.transfer().id(), each));
    return found;
  }

  List<Versioned> load(Collection<UUID> ids, boolean locked) {
    return jdbc.sql(locked ? LOAD_LOCKED : LOAD)
        .param("ids", array("uuid", ids))
        .query((row, n) -> new Versioned(account(row, n), row.getLong("version")))
        .list();
  }

  /// How many accounts were changed: fewer than given when one was not as remembered.
  int moveRemembered(List<UUID> ids, List<Long> posted, List<Long> versions) {
    return jdbc.sql(MOVE_REMEMBERED)
        .param("ids", array("uuid", ids))
        .param("posted", array("int8", posted))
        .param("versions", array("int8", versions))
        .update();
  }

  int openMonths(LocalDate day) {
    return jdbc.sql(OPEN_MONTHS).param("day", day).query(Integer.class).single();
  }

  /// Transfers that are over at once are in the postings alone.
  void addPostings(List<Transfer> transfers, Instant now) {
    add(transfers, now, List.of(ADD_POSTINGS));
  }

  void add(List<Transfer> transfers, Instant now) {
    add(transfers, now, List.of(ADD_TRANSFERS, ADD_POSTINGS));
  }

  private void add(List<Transfer> transfers, Instant now, List<String> statements) {
    for (var sql : statements) {
      var statement =
          jdbc.sql(sql)
              .param("ids", array("uuid", transfers.stream().map(Transfer::id).toList()))
              .param("payers", array("uuid", transfers.stream().map(Transfer::from).toList()))
              .param("payees", array("uuid", transfers.stream().map(Transfer::to).toList()))
              .param(
                  "amounts",
                  array("int8", transfers.stream().map(t -> t.amount().minor()).toList()))
              .param(
                  "currencies",
                  array(
                      "text",
                      transfers.stream().map(t -> t.amount().currency().toString()).toList()))
              .param("pendings", array("bool", transfers.stream().map(Transfer::pending).toList()))
              .param("now", utc(now));
      if (sql.equals(ADD_TRANSFERS)) {
        statement = statement.param("expiries", expiries(transfers));
      }
      statement.update();
    }
  }

  void addPosting(Transfer transfer, Instant now) {
    jdbc.sql(ADD_POSTING)
        .param("id", transfer.id())
        .param("payer", transfer.from())
        .param("payee", transfer.to())
        .param("amount", transfer.amount().minor())
        .param("currency", transfer.amount().currency().getCurrencyCode())
        .param("now", utc(now))
        .update();
  }

  private static SqlArrayValue expiries(List<Transfer> transfers) {
    var values = new Object[transfers.size()];
    for (int i = 0; i < values.length; i++) {
      var expiry = transfers.get(i).expiresAt();
      values[i] = expiry == null ? "" : expiry.toString();
    }
    return new SqlArrayValue("text", values);
  }

  int move(Map<UUID, Delta> deltas) {
    var moved = deltas.entrySet().stream().filter(e -> !e.getValue().isNothing()).toList();
    return jdbc.sql(MOVE)
        .param("ids", array("uuid", moved.stream().map(Map.Entry::getKey).toList()))
        .param("posted", array("int8", moved.stream().map(e -> e.getValue().posted).toList()))
        .param("out", array("int8", moved.stream().map(e -> e.getValue().heldOut).toList()))
        .param("in", array("int8", moved.stream().map(e -> e.getValue().heldIn).toList()))
        .update();
  }

  /// False when it was not pending any more.
  boolean settle(UUID id, TransferState state, Instant now) {
    return jdbc.sql(SETTLE)
            .param("id", id)
            .param("state", state.name())
            .param("now", utc(now))
            .update()
        == 1;
  }

  List<UUID> overdue(Instant now, int most) {
    return jdbc.sql(OVERDUE)
        .param("now", utc(now))
        .param("most", most)
        .query((row, n) -> row.getObject("id", UUID.class))
        .list();
  }

  long balanceAt(UUID account, Instant moment) {
    return jdbc.sql(BALANCE_AT)
        .param("id", account)
        .param("moment", utc(moment))
        .query(Long.class)
        .single();
  }

  List<StatementLine> statement(LedgerAccount account, Instant from, Instant until, int most) {
    return jdbc.sql(STATEMENT)
        .param("id", account.id())
        .param("from", utc(from))
        .param("until", utc(until))
        .param("most", most)
        .query((row, n) -> line(row, account.currency()))
        .list();
  }

  List<Proof> proof() {
    return jdbc.sql(PROOF)
        .query(
            (row, n) ->
                new Proof(
                    row.getString("currency"),
                    row.getLong("accounts"),
                    row.getLong("postings"),
                    row.getLong("total"),
                    row.getLong("strays"),
                    row.getLong("stray_holds")))
        .list();
  }

  private static StatementLine line(ResultSet row, Currency currency) throws SQLException {
    return new StatementLine(
        row.getObject("transfer_id", UUID.class),
        row.getObject("other", UUID.class),
        new Money(row.getLong("delta"), currency),
        new Money(row.getLong("balance"), currency),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  private static LedgerAccount account(ResultSet row, int n) throws SQLException {
    return new LedgerAccount(
        row.getObject("id", UUID.class),
        row.getString("name"),
        Currency.getInstance(row.getString("currency")),
        row.getLong("posted"),
        row.getLong("held_out"),
        row.getLong("held_in"),
        row.getObject("floor", Long.class),
        row.getObject("ceiling", Long.class));
  }

  private static Earlier earlier(ResultSet row, int n) throws SQLException {
    var state = TransferState.valueOf(row.getString("state"));
    var transfer =
        new Transfer(
            row.getObject("id", UUID.class),
            row.getObject("from_account", UUID.class),
            row.getObject("to_account", UUID.class),
            Money.ofMinor(row.getLong("amount"), row.getString("currency")),
            state == TransferState.PENDING,
            null);
    return new Earlier(transfer, state);
  }

  private static SqlArrayValue array(String type, Collection<?> values) {
    return new SqlArrayValue(type, values.toArray());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
