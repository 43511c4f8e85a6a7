-- The documents a person is known by. One is current; the others stay as history until erased.
create table identity.document (
  id uuid primary key,
  person_id uuid not null,
  kind text not null,
  issuer text not null,
  nationality text not null,
  holder bytea not null,
  number_index bytea not null,
  expiry date not null,
  level text not null check (level in ('TYPED', 'CHIP')),
  verified_at timestamptz not null,
  superseded_at timestamptz
);
create unique index one_current_document_per_person on identity.document (person_id)
  where superseded_at is null;

comment on column identity.document.id is 'general: which document';
comment on column identity.document.person_id is 'personal: whose';
comment on column identity.document.kind is 'personal: passport, permit, card';
comment on column identity.document.issuer is 'personal: issuing state, ICAO 9303 code';
comment on column identity.document.nationality is 'personal: of the holder, ICAO 9303 code';
comment on column identity.document.holder is 'sensitive: number, names, birth and sex as in the zone, sealed';
comment on column identity.document.number_index is 'secret: keyed index of issuer and number';
comment on column identity.document.expiry is 'personal: last day of validity';
comment on column identity.document.level is 'personal: how well it was verified';
comment on column identity.document.verified_at is 'personal: when it was verified';
comment on column identity.document.superseded_at is 'personal: when another took its place';

-- Every check of a document and how it ended.
create table identity.document_check (
  id uuid primary key,
  person_id uuid not null,
  at timestamptz not null,
  level text not null check (level in ('TYPED', 'CHIP')),
  verdict text not null,
  codes text[] not null,
  signer_country text not null,
  algorithms text not null,
  document_id uuid references identity.document (id)
);
create index document_check_person on identity.document_check (person_id, at desc);

comment on column identity.document_check.id is 'general: which check';
comment on column identity.document_check.person_id is 'personal: whose document';
comment on column identity.document_check.at is 'personal: when it was checked';
comment on column identity.document_check.level is 'personal: lines or chip';
comment on column identity.document_check.verdict is 'personal: how it ended';
comment on column identity.document_check.codes is 'personal: every finding, as stable codes';
comment on column identity.document_check.signer_country is 'personal: country of the document signer';
comment on column identity.document_check.algorithms is 'general: hash and signature algorithms';
comment on column identity.document_check.document_id is 'general: the document it led to';

-- A reader is let in once, for a few minutes, by an address nobody can guess.
create table identity.reader_session (
  code_hash bytea primary key,
  person_id uuid not null,
  account_id uuid not null,
  keep_files boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  check_id uuid references identity.document_check (id)
);
create index reader_session_account on identity.reader_session (account_id, created_at);

comment on column identity.reader_session.code_hash is 'secret: hash of the code in the address';
comment on column identity.reader_session.person_id is 'personal: whose document is read';
comment on column identity.reader_session.account_id is 'personal: who asked for it';
comment on column identity.reader_session.keep_files is 'personal: whether she wants the files kept';
comment on column identity.reader_session.created_at is 'personal: when it was opened';
comment on column identity.reader_session.expires_at is 'general: until when it works';
comment on column identity.reader_session.used_at is 'personal: when the reader answered';
comment on column identity.reader_session.check_id is 'general: the check it led to';

-- Chip files that a person chose to keep. All others are dropped when they are verified.
create table identity.kept_file (
  person_id uuid not null,
  name text not null,
  content bytea not null,
  kept_at timestamptz not null,
  primary key (person_id, name)
);

comment on column identity.kept_file.person_id is 'personal: whose chip';
comment on column identity.kept_file.name is 'general: name of the file, such as DG2';
comment on column identity.kept_file.content is 'sensitive: the file, sealed';
comment on column identity.kept_file.kept_at is 'personal: when she chose to keep it';

-- What operators loaded as grounds for trust: country certificates, master lists, revocation lists.
create table identity.trust_file (
  id uuid primary key,
  name text not null,
  kind text not null,
  digest bytea not null,
  content bytea not null,
  imported_at timestamptz not null,
  imported_by text not null,
  removed_at timestamptz,
  removed_by text
);
create unique index trust_file_once on identity.trust_file (digest) where removed_at is null;

comment on column identity.trust_file.id is 'general: which file';
comment on column identity.trust_file.name is 'general: its name';
comment on column identity.trust_file.kind is 'general: country certificate, master list or revocation list';
comment on column identity.trust_file.digest is 'general: SHA-256 of its content';
comment on column identity.trust_file.content is 'general: public certificates';
comment on column identity.trust_file.imported_at is 'general: when it was loaded';
comment on column identity.trust_file.imported_by is 'personal: the operator who loaded it';
comment on column identity.trust_file.removed_at is 'general: when it was taken out';
comment on column identity.trust_file.removed_by is 'personal: the operator who took it out';
