-- Keys that live on a person's own devices; only their public halves are here.
create table identity.passkey (
  id uuid primary key,
  account_id uuid not null references identity.account (id),
  credential_id bytea not null unique check (length(credential_id) <= 1023),
  credential bytea not null,
  counter bigint not null,
  label text not null check (length(label) <= 60),
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_account on identity.passkey (account_id);

comment on column identity.passkey.id is 'general: which passkey';
comment on column identity.passkey.account_id is 'personal: account id';
comment on column identity.passkey.credential_id is 'personal: name of the key on her device';
comment on column identity.passkey.credential is 'personal: public half of the key';
comment on column identity.passkey.counter is 'general: how often the device says it was used';
comment on column identity.passkey.label is 'personal: kind of browser it was made in';
comment on column identity.passkey.created_at is 'personal: when it was added';
comment on column identity.passkey.last_used_at is 'personal: when it last signed in';
