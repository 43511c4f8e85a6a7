-- Where a payer goes on when a bill of another module is paid.
create table payment.errand (
  merchant_id uuid not null,
  bill text not null,
  path text not null check (length(path) <= 200),
  primary key (merchant_id, bill)
);

comment on column payment.errand.merchant_id is 'personal: who sent the bill';
comment on column payment.errand.bill is 'personal: its number';
comment on column payment.errand.path is 'personal: the page that goes on';
