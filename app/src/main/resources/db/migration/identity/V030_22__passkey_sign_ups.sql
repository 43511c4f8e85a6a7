-- How often a network address opened an account with a passkey alone; kept for an hour.
create table identity.passkey_sign_up (
  source_index bytea not null,
  at timestamptz not null
);
create index passkey_sign_up_source on identity.passkey_sign_up (source_index, at);

comment on column identity.passkey_sign_up.source_index is 'secret: keyed index of the network address';
comment on column identity.passkey_sign_up.at is 'general: when';
