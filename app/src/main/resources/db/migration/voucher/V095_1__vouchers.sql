create schema voucher;

-- Public money of one campaign. What was issued is always redeemed, returned or outstanding.
create table voucher.budget (
  campaign text primary key check (length(campaign) between 2 and 60),
  currency char(3) not null,
  budget bigint not null check (budget > 0),
  issued bigint not null default 0 check (issued >= 0),
  redeemed bigint not null default 0 check (redeemed >= 0),
  returned bigint not null default 0 check (returned >= 0),
  outstanding bigint not null default 0 check (outstanding >= 0),
  constraint every_cent_is_somewhere check (issued = redeemed + returned + outstanding),
  constraint the_budget_holds check (redeemed + outstanding <= budget)
) with (fillfactor = 10);

create table voucher.day (
  campaign text not null references voucher.budget (campaign),
  day date not null,
  claimed int not null check (claimed >= 0),
  most int not null,
  primary key (campaign, day),
  constraint the_day_holds check (claimed <= most)
);

create table voucher.voucher (
  id uuid primary key,
  campaign text not null references voucher.budget (campaign),
  account_id uuid not null,
  person_id uuid not null,
  nth smallint not null check (nth >= 1),
  most smallint not null,
  face bigint not null check (face > 0),
  spent bigint not null default 0 check (spent >= 0),
  returned bigint not null default 0 check (returned >= 0),
  claimed_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  unique (campaign, person_id, nth),
  constraint a_person_has_her_share check (nth <= most),
  constraint a_voucher_is_not_overspent check (spent + returned <= face),
  constraint an_ended_voucher_holds_nothing check (ended_at is null or spent + returned = face)
);
create index voucher_person on voucher.voucher (person_id, claimed_at desc);
create index voucher_expires on voucher.voucher (expires_at) where ended_at is null;

-- What a voucher paid of a purchase, and what of that was taken back.
create table voucher.use (
  voucher_id uuid not null references voucher.voucher (id),
  purchase_id uuid not null,
  amount bigint not null check (amount > 0),
  taken_back bigint not null default 0 check (taken_back between 0 and amount),
  at timestamptz not null,
  primary key (voucher_id, purchase_id)
);
create index use_purchase on voucher.use (purchase_id);

comment on column voucher.budget.campaign is 'general: key of the campaign';
comment on column voucher.budget.currency is 'general: ISO 4217';
comment on column voucher.budget.budget is 'general: public money, minor units';
comment on column voucher.budget.issued is 'general: claimed so far';
comment on column voucher.budget.redeemed is 'general: spent';
comment on column voucher.budget.returned is 'general: expired, left over or taken back';
comment on column voucher.budget.outstanding is 'general: may still be spent';
comment on column voucher.day.campaign is 'general: key of the campaign';
comment on column voucher.day.day is 'general: day in Beijing';
comment on column voucher.day.claimed is 'general: vouchers claimed that day';
comment on column voucher.day.most is 'general: ceiling of the day';
comment on column voucher.voucher.id is 'general: voucher';
comment on column voucher.voucher.campaign is 'general: of which campaign';
comment on column voucher.voucher.account_id is 'personal: who claimed it';
comment on column voucher.voucher.person_id is 'personal: for whom';
comment on column voucher.voucher.nth is 'general: her first, second ... of the campaign';
comment on column voucher.voucher.most is 'general: how many a person may have';
comment on column voucher.voucher.face is 'general: worth, minor units';
comment on column voucher.voucher.spent is 'personal: used, minor units';
comment on column voucher.voucher.returned is 'personal: gone back to the budget';
comment on column voucher.voucher.claimed_at is 'personal: when it was claimed';
comment on column voucher.voucher.expires_at is 'general: when what is left goes back';
comment on column voucher.voucher.ended_at is 'personal: when it was used up or expired';
comment on column voucher.use.voucher_id is 'general: voucher';
comment on column voucher.use.purchase_id is 'general: payment it helped to pay';
comment on column voucher.use.amount is 'personal: minor units';
comment on column voucher.use.taken_back is 'personal: its share of refunds';
comment on column voucher.use.at is 'personal: when it was used';
