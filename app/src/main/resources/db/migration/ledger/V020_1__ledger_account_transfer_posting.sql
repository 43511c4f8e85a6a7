create schema ledger;

-- What the platform owes and is owed, one account per purpose and currency.
create table ledger.account (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  kind text not null check (kind in ('PERSON', 'MERCHANT', 'RAIL', 'FEE', 'SUSPENSE')),
  currency char(3) not null,
  posted bigint not null default 0,
  held_out bigint not null default 0 check (held_out >= 0),
  held_in bigint not null default 0 check (held_in >= 0),
  floor bigint,
  ceiling bigint,
  opened_at timestamptz not null,
  unique (name, currency),
  unique (id, currency),
  constraint account_floor check (floor is null or posted - held_out >= floor),
  constraint account_ceiling check (ceiling is null or posted + held_in <= ceiling)
) with (fillfactor = 60);

-- An intention to move money. Its id is the caller's key: once means once.
create table ledger.transfer (
  id uuid primary key,
  from_account uuid not null,
  to_account uuid not null,
  amount bigint not null check (amount > 0),
  currency char(3) not null,
  state text not null check (state in ('PENDING', 'POSTED', 'VOIDED', 'EXPIRED')),
  made_at timestamptz not null,
  expires_at timestamptz,
  settled_at timestamptz,
  check (from_account <> to_account),
  check ((state = 'PENDING') = (settled_at is null)),
  foreign key (from_account, currency) references ledger.account (id, currency),
  foreign key (to_account, currency) references ledger.account (id, currency)
);
create index transfer_pending on ledger.transfer (expires_at) where state = 'PENDING';

-- What moved. One row takes from one account and gives to another: it cannot fail to sum to zero.
create table ledger.posting (
  id bigint generated always as identity primary key,
  transfer_id uuid not null unique references ledger.transfer (id),
  from_account uuid not null,
  to_account uuid not null,
  amount bigint not null check (amount > 0),
  currency char(3) not null,
  at timestamptz not null
);
create index posting_from on ledger.posting (from_account, at);
create index posting_to on ledger.posting (to_account, at);

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'postings are never changed' using errcode = 'integrity_constraint_violation';
end $$;

create trigger posting_is_immutable before update or delete or truncate on ledger.posting
  for each statement execute function ledger.refuse_change();

create trigger transfer_is_kept before delete or truncate on ledger.transfer
  for each statement execute function ledger.refuse_change();

create function ledger.refuse_rewriting() returns trigger language plpgsql as $$
begin
  if old.state <> 'PENDING'
    or (old.id, old.from_account, old.to_account, old.amount, old.currency, old.made_at)
      is distinct from (new.id, new.from_account, new.to_account, new.amount, new.currency, new.made_at)
  then
    raise exception 'a transfer is settled once' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;

create trigger transfer_settles_once before update on ledger.transfer
  for each row execute function ledger.refuse_rewriting();

comment on column ledger.account.id is 'general: account, derived from name and currency';
comment on column ledger.account.name is 'personal: what the account is for; may hold a person id';
comment on column ledger.account.kind is 'general: whose it is';
comment on column ledger.account.currency is 'general: ISO 4217';
comment on column ledger.account.posted is 'personal: balance of all postings, minor units';
comment on column ledger.account.held_out is 'personal: promised to others, not yet posted';
comment on column ledger.account.held_in is 'personal: promised by others, not yet posted';
comment on column ledger.account.floor is 'general: the balance never falls below; null: no bound';
comment on column ledger.account.ceiling is 'general: the balance never exceeds; null: no bound';
comment on column ledger.account.opened_at is 'personal: when it was opened';
comment on column ledger.transfer.id is 'general: the caller''s key';
comment on column ledger.transfer.from_account is 'general: pays';
comment on column ledger.transfer.to_account is 'general: receives';
comment on column ledger.transfer.amount is 'personal: minor units';
comment on column ledger.transfer.currency is 'general: ISO 4217';
comment on column ledger.transfer.state is 'general: pending, posted, voided, expired';
comment on column ledger.transfer.made_at is 'personal: when it was asked for';
comment on column ledger.transfer.expires_at is 'general: when a pending one ends by itself';
comment on column ledger.transfer.settled_at is 'personal: when it was posted, voided or expired';
comment on column ledger.posting.id is 'general: row, in the order written';
comment on column ledger.posting.transfer_id is 'general: by which transfer';
comment on column ledger.posting.from_account is 'general: paid';
comment on column ledger.posting.to_account is 'general: received';
comment on column ledger.posting.amount is 'personal: minor units';
comment on column ledger.posting.currency is 'general: ISO 4217';
comment on column ledger.posting.at is 'personal: when it was posted';
