-- Payments and refunds whose end was not the rail's first answer: a line each for the operator.
create table payment.help (
  payment_id uuid not null,
  kind text not null check (kind in
    ('FOUND_LATER', 'GIVEN_UP', 'REFUND_FOUND_LATER', 'LATE_MONEY_RETURNED', 'LATE_MONEY_OPEN')),
  at timestamptz not null,
  primary key (payment_id, kind)
);
create index help_at on payment.help (at desc);
create index payment_given_up on payment.payment (asked_at)
  where state = 'VOIDED' and rail in ('HOME_WALLET', 'CARD');

comment on column payment.help.payment_id is 'general: payment';
comment on column payment.help.kind is 'general: what had to be done';
comment on column payment.help.at is 'personal: when it was done';
