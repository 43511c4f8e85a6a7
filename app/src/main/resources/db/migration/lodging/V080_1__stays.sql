create schema lodging;

-- One person's stay at one place, and how far its registration came.
create table lodging.stay (
  id uuid primary key,
  group_id uuid not null,
  person_id uuid not null,
  account_id uuid,
  partner_id uuid,
  place text not null check (place in ('RESIDENCE', 'HOTEL')),
  status text not null,
  address bytea not null,
  host bytea not null,
  place_index bytea not null,
  arrival timestamptz not null,
  arrival_day date not null,
  departure date not null,
  created_at timestamptz not null,
  filed_at timestamptz,
  authority_id text,
  authority_number text,
  station text,
  reason text,
  decided_at timestamptz,
  closed_at timestamptz,
  attempts int not null default 0,
  due_at timestamptz not null,
  constraint at_least_one_night check (departure > arrival_day),
  constraint accepted_has_a_number check (status <> 'ACCEPTED' or authority_number is not null)
);
create unique index a_stay_registers_once on lodging.stay (person_id, place_index, arrival_day)
  where status <> 'WITHDRAWN';
create index stay_account on lodging.stay (account_id, arrival desc);
create index stay_partner on lodging.stay (partner_id, arrival desc);
create index stay_due on lodging.stay (due_at) where status = 'SUBMITTED';

comment on column lodging.stay.id is 'general: which stay';
comment on column lodging.stay.group_id is 'general: those registered together';
comment on column lodging.stay.person_id is 'personal: the guest';
comment on column lodging.stay.account_id is 'personal: who registered';
comment on column lodging.stay.partner_id is 'personal: the hotel';
comment on column lodging.stay.place is 'general: home or hotel';
comment on column lodging.stay.status is 'general: how far it came';
comment on column lodging.stay.address is 'sensitive: where she sleeps, as written and in Chinese, sealed';
comment on column lodging.stay.host is 'sensitive: name, e-mail and relation of the host, sealed';
comment on column lodging.stay.place_index is 'secret: keyed index of the address';
comment on column lodging.stay.arrival is 'personal: when she arrived';
comment on column lodging.stay.arrival_day is 'personal: the same day in Beijing';
comment on column lodging.stay.departure is 'personal: when she means to leave';
comment on column lodging.stay.created_at is 'personal: when it was written down';
comment on column lodging.stay.filed_at is 'personal: when the authority received it';
comment on column lodging.stay.authority_id is 'personal: its id at the authority';
comment on column lodging.stay.authority_number is 'personal: the number the authority gave';
comment on column lodging.stay.station is 'personal: the police station';
comment on column lodging.stay.reason is 'personal: why it was sent back';
comment on column lodging.stay.decided_at is 'personal: when the authority decided';
comment on column lodging.stay.closed_at is 'personal: when she left or took it back';
comment on column lodging.stay.attempts is 'general: tries to reach the authority';
comment on column lodging.stay.due_at is 'general: when to try next';

-- A host is asked by letter; the address in it works once.
create table lodging.host_invitation (
  token_hash bytea primary key,
  group_id uuid not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  confirmed boolean
);
create index host_invitation_group on lodging.host_invitation (group_id);

comment on column lodging.host_invitation.token_hash is 'secret: hash of the token in the letter';
comment on column lodging.host_invitation.group_id is 'general: the stays it is about';
comment on column lodging.host_invitation.expires_at is 'general: until when it works';
comment on column lodging.host_invitation.answered_at is 'personal: when the host answered';
comment on column lodging.host_invitation.confirmed is 'personal: what the host answered';

-- A guest shows a hotel's desk eight digits, and with them who she is: once, for ten minutes.
create table lodging.check_in_code (
  code_index bytea primary key,
  person_id uuid not null,
  account_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by uuid
);

comment on column lodging.check_in_code.code_index is 'secret: keyed index of the digits';
comment on column lodging.check_in_code.person_id is 'personal: who shows it';
comment on column lodging.check_in_code.account_id is 'personal: who asked for it';
comment on column lodging.check_in_code.expires_at is 'general: until when it works';
comment on column lodging.check_in_code.used_at is 'personal: when it was used';
comment on column lodging.check_in_code.used_by is 'personal: the hotel that used it';

-- Codes that did not fit, so that nobody can try them all.
create table lodging.wrong_code (
  partner_id uuid not null,
  at timestamptz not null
);
create index wrong_code_partner on lodging.wrong_code (partner_id, at);

comment on column lodging.wrong_code.partner_id is 'general: at which desk';
comment on column lodging.wrong_code.at is 'general: when';

-- A form half filled in is found again.
create table lodging.draft (
  account_id uuid primary key,
  person_id uuid not null,
  content bytea not null,
  updated_at timestamptz not null
);

comment on column lodging.draft.account_id is 'personal: whose form';
comment on column lodging.draft.person_id is 'personal: whose key seals it';
comment on column lodging.draft.content is 'sensitive: what was filled in so far, sealed';
comment on column lodging.draft.updated_at is 'personal: when it was last saved';
