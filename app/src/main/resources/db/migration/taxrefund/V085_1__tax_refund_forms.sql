create schema taxrefund;

create table taxrefund.form (
  id uuid primary key,
  number text not null unique check (number ~ '^TR[0-9A-F]{10}$'),
  account_id uuid not null,
  person_id uuid not null,
  shop_id uuid not null,
  bought_on date not null,
  paid bigint not null check (paid > 0),
  standard bigint check (standard >= 0),
  reduced bigint check (reduced >= 0),
  refund bigint check (refund > 0),
  leaves_on date,
  guarantee text check (guarantee in ('CREDENTIAL', 'CARD')),
  charge_by date,
  step text not null check (step in ('ASKED', 'ISSUED', 'PREPAID', 'CONFIRMED', 'PAID', 'REFUSED',
    'CHARGE_DUE', 'REVERSED')),
  reason text,
  paid_as text check (paid_as in ('AT_PURCHASE', 'CASH', 'TRANSFER')),
  port_id uuid,
  agency_id uuid,
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  ended_at timestamptz,
  constraint a_form_claims_no_more_than_was_paid check (standard + reduced <= paid),
  constraint a_filled_form_is_whole check (step in ('ASKED', 'REFUSED')
    or (standard is not null and reduced is not null and refund is not null
      and leaves_on is not null)),
  constraint nothing_is_paid_unless_customs_saw_it
    check (step <> 'PAID' or confirmed_at is not null),
  constraint money_before_leaving_is_guaranteed
    check (step not in ('PREPAID', 'CHARGE_DUE', 'REVERSED') or guarantee is not null)
);
create unique index form_one_for_a_shop_and_day
  on taxrefund.form (person_id, shop_id, bought_on) where step <> 'REFUSED';
create index form_person on taxrefund.form (person_id, asked_at desc);
create index form_shop on taxrefund.form (shop_id, asked_at desc);
create index form_prepaid on taxrefund.form (leaves_on) where step = 'PREPAID';

-- A purchase stands on one form, whichever shop or agency is asked.
create table taxrefund.purchase (
  payment_id uuid primary key,
  form_id uuid not null references taxrefund.form (id)
);
create index purchase_form on taxrefund.purchase (form_id);

comment on column taxrefund.form.id is 'general: id of the form';
comment on column taxrefund.form.number is 'personal: what is printed and typed at each desk';
comment on column taxrefund.form.account_id is 'personal: who asked';
comment on column taxrefund.form.person_id is 'personal: whose goods leave';
comment on column taxrefund.form.shop_id is 'general: partner who sold them';
comment on column taxrefund.form.bought_on is 'personal: day of the purchase in Beijing';
comment on column taxrefund.form.paid is 'personal: paid less given back, fen';
comment on column taxrefund.form.standard is 'personal: goods at the standard rate, fen';
comment on column taxrefund.form.reduced is 'personal: goods at the reduced rate, fen';
comment on column taxrefund.form.refund is 'personal: what she gets, fen';
comment on column taxrefund.form.leaves_on is 'personal: the day she means to leave';
comment on column taxrefund.form.guarantee is 'general: what stands behind money given early';
comment on column taxrefund.form.charge_by is 'general: last day to charge who did not leave';
comment on column taxrefund.form.step is 'general: where the form stands';
comment on column taxrefund.form.reason is 'general: why it was refused, a stable name';
comment on column taxrefund.form.paid_as is 'general: how the refund was paid';
comment on column taxrefund.form.port_id is 'general: partner whose customs desk saw the goods';
comment on column taxrefund.form.agency_id is 'general: partner who paid or charged';
comment on column taxrefund.form.asked_at is 'personal: when it was asked for';
comment on column taxrefund.form.confirmed_at is 'personal: when customs saw the goods';
comment on column taxrefund.form.ended_at is 'personal: when it was paid, refused or reversed';
comment on column taxrefund.purchase.payment_id is 'personal: a payment on the form';
comment on column taxrefund.purchase.form_id is 'general: the form it stands on';
