-- A question to a chip, made here so that its answer cannot be an old one. Answered once.
create table identity.chip_challenge (
  code_hash bytea primary key,
  owner_hash bytea not null,
  content bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint a_challenge_ends_after_it_began check (expires_at > created_at)
);
create index chip_challenge_owner on identity.chip_challenge (owner_hash, created_at);
create index chip_challenge_expires on identity.chip_challenge (expires_at);

comment on column identity.chip_challenge.code_hash is 'secret: hash of the code that names it';
comment on column identity.chip_challenge.owner_hash is 'secret: hash of who may answer it';
comment on column identity.chip_challenge.content is 'secret: number and key, sealed with the code';
comment on column identity.chip_challenge.created_at is 'general: when it was made';
comment on column identity.chip_challenge.expires_at is 'general: until when it may be answered';
comment on column identity.chip_challenge.used_at is 'general: when it was answered';
