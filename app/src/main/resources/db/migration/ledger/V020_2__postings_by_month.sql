-- Every change of a balance counts one up, so that whoever remembers a balance knows in the
-- statement that changes it whether it still is what she remembers.
alter table ledger.account add column version bigint not null default 0;
comment on column ledger.account.version is 'general: times the balance changed';

-- Postings only grow. By month, the indexes that are written to stay small however many there are.
alter table ledger.posting rename to posting_before;
alter index ledger.posting_from rename to posting_before_from;
alter index ledger.posting_to rename to posting_before_to;

create table ledger.posting (
  id bigint generated always as identity,
  transfer_id uuid not null,
  from_account uuid not null,
  to_account uuid not null,
  amount bigint not null check (amount > 0),
  currency char(3) not null,
  at timestamptz not null
) partition by range (at);
create index posting_transfer on ledger.posting (transfer_id);
create index posting_from on ledger.posting (from_account, at);
create index posting_to on ledger.posting (to_account, at);

create trigger posting_is_immutable before update or delete or truncate on ledger.posting
  for each statement execute function ledger.refuse_change();
create trigger posting_row_is_immutable before update or delete on ledger.posting
  for each row execute function ledger.refuse_change();

-- What no month was opened for; empty as long as the job runs.
create table ledger.posting_other partition of ledger.posting default;
create trigger posting_is_kept before truncate on ledger.posting_other
  for each statement execute function ledger.refuse_change();

-- Opens the month of a day and the three after it.
create function ledger.open_months(day date) returns int language plpgsql as $$
declare
  first date;
  name text;
  opened int := 0;
begin
  for step in 0..3 loop
    first := (date_trunc('month', day) + make_interval(months => step))::date;
    name := 'posting_' || to_char(first, 'YYYY_MM');
    if to_regclass('ledger.' || name) is null and not exists (
      select 1 from ledger.posting_other
      where at >= first::timestamp at time zone 'UTC'
        and at < (first + interval '1 month') at time zone 'UTC')
    then
      execute format(
        'create table ledger.%I partition of ledger.posting for values from (%L) to (%L)',
        name, first::timestamp at time zone 'UTC', (first + interval '1 month') at time zone 'UTC');
      execute format(
        'create trigger posting_is_kept before truncate on ledger.%I'
        ' for each statement execute function ledger.refuse_change()', name);
      opened := opened + 1;
    end if;
  end loop;
  return opened;
end $$;

select ledger.open_months(current_date);
insert into ledger.posting (transfer_id, from_account, to_account, amount, currency, at)
select transfer_id, from_account, to_account, amount, currency, at
from ledger.posting_before order by id;
drop table ledger.posting_before;

comment on column ledger.posting.id is 'general: row, in the order written';
comment on column ledger.posting.transfer_id is 'general: by which transfer';
comment on column ledger.posting.from_account is 'general: paid';
comment on column ledger.posting.to_account is 'general: received';
comment on column ledger.posting.amount is 'personal: minor units';
comment on column ledger.posting.currency is 'general: ISO 4217';
comment on column ledger.posting.at is 'personal: when it was posted';
