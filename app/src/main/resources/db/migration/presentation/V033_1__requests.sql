create schema presentation;

-- One question to a traveller: who asks her for what, and how it ended.
create table presentation.request (
  id uuid primary key,
  party text not null,
  party_names jsonb not null,
  purpose text not null,
  same_device boolean not null,
  return_to text,
  client_id text not null,
  response_mode text not null check (response_mode in ('direct_post', 'direct_post.jwt')),
  wallet text not null,
  dcql jsonb not null,
  metadata jsonb not null,
  answer_key bytea,
  code_try int not null,
  code_index bytea not null,
  status text not null
    check (status in ('WAITING', 'ACCEPTED', 'NOT_ACCEPTED', 'DECLINED', 'CLOSED')),
  fetches int not null default 0,
  wrong_answers int not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  findings jsonb not null default '[]',
  credential text,
  keeper uuid,
  holder_id uuid,
  facts text,
  answer bytea,
  language text,
  response_code bytea,
  forget_at timestamptz not null,
  constraint what_ended_has_a_time check ((status = 'WAITING') = (ended_at is null)),
  constraint only_what_was_accepted_is_kept check (answer is null or status = 'ACCEPTED')
);
create unique index a_code_leads_to_one on presentation.request (code_index)
  where status = 'WAITING';
create index request_holder on presentation.request (holder_id, ended_at desc)
  where holder_id is not null;
create index request_party on presentation.request (party, created_at desc);
create index request_forget on presentation.request (forget_at)
  where answer is not null or answer_key is not null or status = 'WAITING';

comment on column presentation.request.id is 'general: which question';
comment on column presentation.request.party is 'general: who asks';
comment on column presentation.request.party_names is 'general: what it is called';
comment on column presentation.request.purpose is 'general: what for';
comment on column presentation.request.same_device is 'general: whether she goes back to a page';
comment on column presentation.request.return_to is 'general: that page';
comment on column presentation.request.client_id is 'general: how the verifier names itself';
comment on column presentation.request.response_mode is 'general: how the answer comes';
comment on column presentation.request.wallet is 'general: which address opens the wallet';
comment on column presentation.request.dcql is 'general: what is asked';
comment on column presentation.request.metadata is 'general: what the verifier can read';
comment on column presentation.request.answer_key is
  'secret: key the answer is encrypted to, sealed, gone afterwards';
comment on column presentation.request.code_try is 'general: which of its possible codes it has';
comment on column presentation.request.code_index is 'secret: keyed index of its code';
comment on column presentation.request.status is 'general: how it ended';
comment on column presentation.request.fetches is 'general: how often a wallet read it';
comment on column presentation.request.wrong_answers is 'general: answers nobody could read';
comment on column presentation.request.created_at is 'general: when it was asked';
comment on column presentation.request.expires_at is 'general: until when she may answer';
comment on column presentation.request.ended_at is 'personal: when she answered';
comment on column presentation.request.findings is 'personal: why it was not accepted';
comment on column presentation.request.credential is 'personal: what kind of credential she showed';
comment on column presentation.request.keeper is 'personal: whose key seals the answer';
comment on column presentation.request.holder_id is 'personal: who answered, when it is known here';
comment on column presentation.request.facts is 'personal: which facts she disclosed';
comment on column presentation.request.answer is 'sensitive: the facts themselves, sealed';
comment on column presentation.request.language is 'personal: the language she reads';
comment on column presentation.request.response_code is
  'secret: hash of the code that proves the same browser came back';
comment on column presentation.request.forget_at is 'general: when the answer is forgotten';

-- The platform's own certificates as a verifier: an authority and what it issued.
create table presentation.certificate (
  role text not null check (role in ('AUTHORITY', 'VERIFIER')),
  key_id text not null,
  host text not null,
  certificate bytea not null,
  expires_at timestamptz not null,
  primary key (role, key_id, host)
);

comment on column presentation.certificate.role is 'general: what it is for';
comment on column presentation.certificate.key_id is 'general: the key it certifies';
comment on column presentation.certificate.host is 'general: the name it is for';
comment on column presentation.certificate.certificate is 'general: the certificate';
comment on column presentation.certificate.expires_at is 'general: until when it holds';

create table presentation.wrong_code (
  account_id uuid not null,
  at timestamptz not null
);
create index wrong_code_account on presentation.wrong_code (account_id, at);

comment on column presentation.wrong_code.account_id is 'personal: who typed it';
comment on column presentation.wrong_code.at is 'personal: when';
