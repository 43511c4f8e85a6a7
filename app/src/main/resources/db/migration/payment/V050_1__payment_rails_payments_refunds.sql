create schema payment;

-- A wallet or card that somebody linked. Its token is sealed with her key.
create table payment.rail_link (
  id uuid primary key,
  account_id uuid not null,
  person_id uuid not null,
  rail text not null check (rail in ('HOME_WALLET', 'CARD')),
  provider text not null check (length(provider) <= 60),
  currency char(3),
  label bytea,
  token bytea,
  state_hash bytea not null unique,
  state text not null check (state in ('WAITING', 'ACTIVE', 'REMOVED')),
  made_at timestamptz not null,
  linked_at timestamptz,
  removed_at timestamptz,
  check (state <> 'ACTIVE' or (token is not null and currency is not null))
);
create index rail_link_account on payment.rail_link (account_id) where state = 'ACTIVE';

create table payment.payment (
  id uuid primary key,
  number text not null unique,
  kind text not null check (kind in ('PURCHASE', 'TOP_UP')),
  account_id uuid not null,
  person_id uuid not null,
  merchant_id uuid,
  rail text check (rail in ('BALANCE', 'HOME_WALLET', 'CARD')),
  link_id uuid,
  amount bigint check (amount > 0),
  currency char(3) not null,
  fee bigint not null default 0 check (fee >= 0),
  charged bigint check (charged > 0),
  charged_currency char(3),
  rate text,
  rate_day date,
  refunded bigint not null default 0 check (refunded >= 0),
  refund_held bigint not null default 0 check (refund_held >= 0),
  state text not null check (state in
    ('CREATED', 'PENDING', 'POSTED', 'VOIDED', 'FAILED', 'PARTLY_REFUNDED', 'REFUNDED')),
  reason text,
  action_url text,
  outside_id text,
  bill text check (length(bill) <= 25),
  made_at timestamptz not null,
  asked_at timestamptz,
  settled_at timestamptz,
  tries int not null default 0,
  check (kind = 'TOP_UP' or merchant_id is not null),
  check (state in ('CREATED', 'VOIDED') or (amount is not null and rail is not null)),
  check (refunded + refund_held <= coalesce(amount, 0))
);
create index payment_account on payment.payment (account_id, made_at desc);
create index payment_merchant on payment.payment (merchant_id, made_at desc);
create index payment_person on payment.payment (person_id, made_at) where rail <> 'BALANCE';
create index payment_pending on payment.payment (asked_at) where state = 'PENDING';

create table payment.refund (
  id uuid primary key,
  payment_id uuid not null references payment.payment (id),
  amount bigint not null check (amount > 0),
  fee bigint not null default 0 check (fee >= 0),
  charged bigint check (charged >= 0),
  state text not null check (state in ('REQUESTED', 'PENDING', 'POSTED', 'FAILED', 'DECLINED')),
  asked_by text not null check (asked_by in ('PAYER', 'MERCHANT')),
  reason text check (length(reason) <= 200),
  outside_id text,
  made_at timestamptz not null,
  asked_at timestamptz,
  settled_at timestamptz
);
create index refund_payment on payment.refund (payment_id);
create index refund_open on payment.refund (made_at) where state in ('REQUESTED', 'PENDING');
create unique index refund_one_wish on payment.refund (payment_id) where state = 'REQUESTED';

-- What was answered under which key: the same request gets the same bytes.
create table payment.idempotency (
  caller text not null,
  key text not null check (length(key) between 1 and 200),
  fingerprint bytea not null,
  status int,
  content_type text,
  body bytea,
  node uuid not null,
  started_at timestamptz not null,
  answered_at timestamptz,
  primary key (caller, key)
);
create index idempotency_started on payment.idempotency (started_at);

-- Reference rates as published, kept for ever: what was shown can be proved later.
create table payment.exchange_rate (
  day date not null,
  currency char(3) not null,
  per_euro numeric(20, 8) not null check (per_euro > 0),
  fetched_at timestamptz not null,
  primary key (day, currency)
);

comment on column payment.rail_link.id is 'general: link';
comment on column payment.rail_link.account_id is 'personal: whose it is';
comment on column payment.rail_link.person_id is 'personal: whose key seals it';
comment on column payment.rail_link.rail is 'general: wallet or card';
comment on column payment.rail_link.provider is 'personal: which wallet or card brand';
comment on column payment.rail_link.currency is 'personal: what it is charged in';
comment on column payment.rail_link.label is 'sensitive: masked number of the wallet or card, sealed';
comment on column payment.rail_link.token is 'sensitive: what charges it, sealed';
comment on column payment.rail_link.state_hash is 'secret: hash of the code a provider sends back';
comment on column payment.rail_link.state is 'general: waiting, active, removed';
comment on column payment.rail_link.made_at is 'personal: when linking began';
comment on column payment.rail_link.linked_at is 'personal: when it was linked';
comment on column payment.rail_link.removed_at is 'personal: when it was removed';
comment on column payment.payment.id is 'general: payment';
comment on column payment.payment.number is 'general: what is printed on the receipt';
comment on column payment.payment.kind is 'general: at a shop, or filling the balance';
comment on column payment.payment.account_id is 'personal: who paid';
comment on column payment.payment.person_id is 'personal: for whom';
comment on column payment.payment.merchant_id is 'personal: where';
comment on column payment.payment.rail is 'personal: with what';
comment on column payment.payment.link_id is 'personal: with which wallet or card';
comment on column payment.payment.amount is 'personal: what the merchant gets, minor units';
comment on column payment.payment.currency is 'general: of the amount';
comment on column payment.payment.fee is 'personal: what the rail costs on top';
comment on column payment.payment.charged is 'personal: total in the payer''s currency';
comment on column payment.payment.charged_currency is 'personal: the payer''s currency';
comment on column payment.payment.rate is 'general: exchange rate that was shown';
comment on column payment.payment.rate_day is 'general: day of that rate';
comment on column payment.payment.refunded is 'personal: given back so far';
comment on column payment.payment.refund_held is 'personal: being given back';
comment on column payment.payment.state is 'general: state';
comment on column payment.payment.reason is 'general: why it was declined, a stable name';
comment on column payment.payment.action_url is 'personal: where her bank asks her, for minutes';
comment on column payment.payment.outside_id is 'general: the rail''s own number';
comment on column payment.payment.bill is 'personal: bill number from the merchant''s code';
comment on column payment.payment.made_at is 'personal: when it was begun';
comment on column payment.payment.asked_at is 'personal: when the rail was last asked';
comment on column payment.payment.settled_at is 'personal: when it ended';
comment on column payment.payment.tries is 'general: times the rail was asked';
comment on column payment.refund.id is 'general: refund';
comment on column payment.refund.payment_id is 'general: of which payment';
comment on column payment.refund.amount is 'personal: minor units';
comment on column payment.refund.fee is 'personal: share of the fee that goes back too';
comment on column payment.refund.charged is 'personal: what she gets back in her currency';
comment on column payment.refund.state is 'general: state';
comment on column payment.refund.asked_by is 'general: payer or merchant';
comment on column payment.refund.reason is 'personal: why, in the asker''s words';
comment on column payment.refund.outside_id is 'general: the rail''s own number';
comment on column payment.refund.made_at is 'personal: when it was asked for';
comment on column payment.refund.asked_at is 'personal: when the rail was last asked';
comment on column payment.refund.settled_at is 'personal: when it ended';
comment on column payment.idempotency.caller is 'personal: account or partner id';
comment on column payment.idempotency.key is 'general: chosen by the caller';
comment on column payment.idempotency.fingerprint is 'general: hash of the request';
comment on column payment.idempotency.status is 'general: HTTP status answered';
comment on column payment.idempotency.content_type is 'general: of the answer';
comment on column payment.idempotency.body is 'personal: the answer, ids and amounts';
comment on column payment.idempotency.node is 'general: which run of which node answers';
comment on column payment.idempotency.started_at is 'personal: when the request came';
comment on column payment.idempotency.answered_at is 'personal: when it was answered';
comment on column payment.exchange_rate.day is 'general: day the bank published it for';
comment on column payment.exchange_rate.currency is 'general: ISO 4217';
comment on column payment.exchange_rate.per_euro is 'general: units for one euro';
comment on column payment.exchange_rate.fetched_at is 'general: when we read it';
