-- A message to the bank. Its bytes follow from its payouts and its time, so that it can be sent
-- again under the same id until the bank has answered.
create table settlement.batch (
  id text primary key check (length(id) <= 35),
  made_at timestamptz not null,
  answered_at timestamptz
);

-- A merchant's closed day and what it is paid for it.
create table settlement.payout (
  id uuid primary key,
  partner_id uuid not null,
  day date not null,
  payments int not null check (payments >= 0),
  paid bigint not null check (paid >= 0),
  refunds int not null check (refunds >= 0),
  refunded bigint not null check (refunded >= 0),
  payable bigint not null,
  fee bigint not null check (fee >= 0),
  net bigint not null check (net >= 0),
  state text not null check (state in
    ('CARRIED', 'NO_ACCOUNT', 'HELD', 'SENT', 'PAID', 'REFUSED')),
  name text not null check (length(name) <= 140),
  bank_account text,
  bank_code text,
  batch_id text references settlement.batch (id),
  reason text check (length(reason) <= 40),
  made_at timestamptz not null,
  ended_at timestamptz,
  unique (partner_id, day),
  check (fee + net <= greatest(payable, 0)),
  check (state not in ('HELD', 'SENT', 'PAID', 'REFUSED')
    or (net > 0 and bank_account is not null))
);
create index payout_open on settlement.payout (day) where state in ('HELD', 'SENT');
create index payout_batch on settlement.payout (batch_id);

comment on column settlement.batch.id is 'general: message id, as the bank sees it';
comment on column settlement.batch.made_at is 'general: when it was made';
comment on column settlement.batch.answered_at is 'general: when the bank answered';
comment on column settlement.payout.id is 'general: payout, end to end id at the bank';
comment on column settlement.payout.partner_id is 'general: whose';
comment on column settlement.payout.day is 'general: day closed, in Beijing';
comment on column settlement.payout.payments is 'general: how many payments';
comment on column settlement.payout.paid is 'general: what they come to, minor units';
comment on column settlement.payout.refunds is 'general: how many refunds';
comment on column settlement.payout.refunded is 'general: what they come to, minor units';
comment on column settlement.payout.payable is 'general: what the merchant was owed at the close';
comment on column settlement.payout.fee is 'general: what the city keeps, minor units';
comment on column settlement.payout.net is 'general: what is paid out, minor units';
comment on column settlement.payout.state is 'general: state';
comment on column settlement.payout.name is 'general: name of the account, a business';
comment on column settlement.payout.bank_account is 'general: account of a business';
comment on column settlement.payout.bank_code is 'general: its bank, CNAPS';
comment on column settlement.payout.batch_id is 'general: in which message to the bank';
comment on column settlement.payout.reason is 'general: why the bank refused, its code';
comment on column settlement.payout.made_at is 'general: when the day was closed';
comment on column settlement.payout.ended_at is 'general: when it was paid or refused';
