-- What is to be paid for a reservation of tickets with a price.
create table culture.bill (
  number text primary key,
  reservation_id uuid not null unique,
  account_id uuid not null,
  person_id uuid not null,
  museum text not null check (length(museum) <= 60),
  each_minor bigint not null check (each_minor > 0),
  currency char(3) not null,
  places int not null check (places >= 0),
  refund_percent int not null check (refund_percent between 0 and 100),
  payment_id uuid,
  state text not null check (state in ('DUE', 'PAID', 'ENDED')),
  due_until timestamptz not null,
  made_at timestamptz not null,
  paid_at timestamptz,
  constraint paid_by_a_payment check (state <> 'PAID' or payment_id is not null)
);
create index bill_due on culture.bill (due_until) where state = 'DUE';

comment on column culture.bill.number is 'personal: what the receipt shows';
comment on column culture.bill.reservation_id is 'personal: what it is for';
comment on column culture.bill.account_id is 'personal: who booked';
comment on column culture.bill.person_id is 'personal: for whom she acted';
comment on column culture.bill.museum is 'personal: where';
comment on column culture.bill.each_minor is 'general: price of one ticket in minor units';
comment on column culture.bill.currency is 'general: ISO 4217';
comment on column culture.bill.places is 'general: tickets it is for';
comment on column culture.bill.refund_percent is 'general: what comes back when cancelled in time';
comment on column culture.bill.payment_id is 'personal: the till, then the payment';
comment on column culture.bill.state is 'general: due, paid or ended';
comment on column culture.bill.due_until is 'personal: until when it can be paid';
comment on column culture.bill.made_at is 'personal: when it was written';
comment on column culture.bill.paid_at is 'personal: when it was paid';

-- Money that goes back: written in the transaction that wants it, sent by a job.
create table culture.refund (
  id uuid primary key,
  payment_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  state text not null check (state in ('WANTED', 'BEGUN', 'IMPOSSIBLE')),
  attempts int not null default 0,
  due_at timestamptz not null
);
create index refund_wanted on culture.refund (due_at) where state = 'WANTED';

comment on column culture.refund.id is 'general: which refund';
comment on column culture.refund.payment_id is 'personal: the payment it is of';
comment on column culture.refund.amount_minor is 'general: how much, in minor units';
comment on column culture.refund.currency is 'general: ISO 4217';
comment on column culture.refund.state is 'general: how far it came';
comment on column culture.refund.attempts is 'general: how often it was tried';
comment on column culture.refund.due_at is 'general: when to try next';
