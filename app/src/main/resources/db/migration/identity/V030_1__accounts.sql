create schema identity;

-- Somebody who can sign in. No phone number: nothing here asks for one.
create table identity.account (
  id uuid primary key,
  owner_id uuid not null unique,
  email_index bytea unique,
  email bytea,
  language text not null,
  created_at timestamptz not null,
  erased_at timestamptz,
  constraint an_address_is_found_and_read check ((email is null) = (email_index is null)),
  constraint erased_has_no_address check (erased_at is null or email is null)
);

comment on column identity.account.id is 'personal: account id';
comment on column identity.account.owner_id is 'personal: the person who signs in';
comment on column identity.account.email_index is 'secret: keyed index that finds the address';
comment on column identity.account.email is 'sensitive: address for letters, sealed';
comment on column identity.account.language is 'personal: language of her letters';
comment on column identity.account.created_at is 'personal: when the account was opened';
comment on column identity.account.erased_at is 'personal: when the person was erased';

-- The people an account acts for.
create table identity.traveller (
  account_id uuid not null references identity.account (id),
  person_id uuid not null unique,
  relation text not null check (relation in ('SELF', 'CHILD', 'FAMILY', 'GROUP')),
  call_name bytea not null,
  added_at timestamptz not null,
  removed_at timestamptz,
  primary key (account_id, person_id)
);
create unique index one_self_per_account on identity.traveller (account_id)
  where relation = 'SELF';

comment on column identity.traveller.account_id is 'personal: account id';
comment on column identity.traveller.person_id is 'personal: the person acted for';
comment on column identity.traveller.relation is 'personal: how the account stands to her';
comment on column identity.traveller.call_name is 'sensitive: what she wishes to be called, sealed';
comment on column identity.traveller.added_at is 'personal: since when';
comment on column identity.traveller.removed_at is 'personal: until when';

-- A letter that lets its reader sign in: one link, one code, one use.
create table identity.sign_in_link (
  id uuid primary key,
  token_hash bytea not null unique,
  code_hash bytea not null,
  email_index bytea not null,
  source_index bytea not null,
  person_id uuid not null,
  email bytea not null,
  language text not null,
  door text not null check (door in ('TRAVELLER', 'DESK', 'CONSOLE')),
  next_path text not null check (length(next_path) <= 512),
  wrong_codes int not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_link_email on identity.sign_in_link (email_index, created_at);
create index sign_in_link_source on identity.sign_in_link (source_index, created_at);
create index sign_in_link_expires on identity.sign_in_link (expires_at);

comment on column identity.sign_in_link.id is 'general: which letter';
comment on column identity.sign_in_link.token_hash is 'secret: hash of the token in the link';
comment on column identity.sign_in_link.code_hash is 'secret: keyed hash of the code';
comment on column identity.sign_in_link.email_index is 'secret: keyed index of the address';
comment on column identity.sign_in_link.source_index is 'secret: keyed index of the network address that asked';
comment on column identity.sign_in_link.person_id is 'personal: whose key seals the address';
comment on column identity.sign_in_link.email is 'sensitive: where the letter went, sealed';
comment on column identity.sign_in_link.language is 'personal: language of the letter';
comment on column identity.sign_in_link.door is 'general: traveller, desk or console';
comment on column identity.sign_in_link.next_path is 'general: the page she wanted';
comment on column identity.sign_in_link.wrong_codes is 'general: codes that did not fit';
comment on column identity.sign_in_link.created_at is 'personal: when she asked';
comment on column identity.sign_in_link.expires_at is 'general: until when it works';
comment on column identity.sign_in_link.used_at is 'personal: when it was used';

-- What an app shows instead of a cookie.
create table identity.access_token (
  id uuid primary key,
  account_id uuid not null references identity.account (id),
  token_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index access_token_account on identity.access_token (account_id);

comment on column identity.access_token.id is 'general: which token';
comment on column identity.access_token.account_id is 'personal: account id';
comment on column identity.access_token.token_hash is 'secret: hash of the token';
comment on column identity.access_token.created_at is 'personal: when the app signed in';
comment on column identity.access_token.expires_at is 'personal: until when it works';
comment on column identity.access_token.revoked_at is 'personal: when it was ended';
