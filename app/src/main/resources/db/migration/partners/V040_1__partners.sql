create schema partners;

-- Who works with the city. Files in services/partners say so; they are read at every start.
create table partners.partner (
  id uuid primary key,
  key text not null unique check (key ~ '^[a-z0-9][a-z0-9-]{1,59}$'),
  kind text not null check (kind in ('HOTEL', 'MUSEUM', 'SHOP')),
  names jsonb not null,
  addresses jsonb not null,
  phone text not null,
  details jsonb not null,
  loaded_at timestamptz not null,
  closed_at timestamptz
);

comment on column partners.partner.id is 'general: which partner';
comment on column partners.partner.key is 'general: its name in files and addresses';
comment on column partners.partner.kind is 'general: hotel, museum or shop';
comment on column partners.partner.names is 'general: its name in each language';
comment on column partners.partner.addresses is 'general: where it is, in each language';
comment on column partners.partner.phone is 'general: the number of its desk';
comment on column partners.partner.details is 'general: what services need to know of it';
comment on column partners.partner.loaded_at is 'general: when its file was last read';
comment on column partners.partner.closed_at is 'general: since when it no longer takes part';

-- Who may sign in at a partner's desk. The address is all that is known of them here.
create table partners.staff (
  id uuid primary key,
  partner_id uuid not null references partners.partner (id),
  email_index bytea not null,
  person_id uuid not null,
  email bytea not null,
  role text not null check (role in ('CLERK', 'LEAD')),
  added_by text not null,
  added_at timestamptz not null,
  removed_at timestamptz,
  unique (partner_id, email_index)
);
create index staff_email on partners.staff (email_index) where removed_at is null;

comment on column partners.staff.id is 'general: which place at the desk';
comment on column partners.staff.partner_id is 'general: whose desk';
comment on column partners.staff.email_index is 'secret: keyed index that finds the work address';
comment on column partners.staff.person_id is 'personal: whose key seals the address';
comment on column partners.staff.email is 'sensitive: work address, sealed';
comment on column partners.staff.role is 'personal: clerk or lead';
comment on column partners.staff.added_by is 'personal: account id of the operator, or file';
comment on column partners.staff.added_at is 'personal: since when';
comment on column partners.staff.removed_at is 'personal: until when';

-- What a partner's own systems show to the API.
create table partners.api_token (
  id uuid primary key,
  partner_id uuid not null references partners.partner (id),
  token_hash bytea not null unique,
  label text not null check (length(label) between 1 and 60),
  issued_by text not null,
  issued_at timestamptz not null,
  revoked_at timestamptz
);
create index api_token_partner on partners.api_token (partner_id);

comment on column partners.api_token.id is 'general: which token';
comment on column partners.api_token.partner_id is 'general: whose token';
comment on column partners.api_token.token_hash is 'secret: hash of the token';
comment on column partners.api_token.label is 'general: what it is used for';
comment on column partners.api_token.issued_by is 'personal: account id of the operator';
comment on column partners.api_token.issued_at is 'personal: when it was issued';
comment on column partners.api_token.revoked_at is 'general: when it was ended';
