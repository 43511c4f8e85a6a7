-- From which day a file of trust counts; empty: from when it was loaded.
alter table identity.trust_file add column effective_from date;

comment on column identity.trust_file.effective_from is 'general: from which day it counts';

-- What became of each entry of a file when it was loaded.
create table identity.trust_import_line (
  file_id uuid not null references identity.trust_file (id),
  line int not null,
  outcome text not null check (outcome in ('NEW', 'KNOWN', 'EXPIRED', 'REFUSED')),
  country text not null,
  subject text not null,
  fingerprint text not null,
  reason text not null,
  primary key (file_id, line)
);

comment on column identity.trust_import_line.file_id is 'general: which file';
comment on column identity.trust_import_line.line is 'general: place in the report';
comment on column identity.trust_import_line.outcome is 'general: new, known, expired or refused';
comment on column identity.trust_import_line.country is 'general: two-letter country, or empty';
comment on column identity.trust_import_line.subject is 'general: name in the certificate';
comment on column identity.trust_import_line.fingerprint is 'general: SHA-256 of the certificate';
comment on column identity.trust_import_line.reason is 'general: why it was refused, a stable code';

-- Country certificates that an operator took out of use, whatever files hold them.
create table identity.trust_retired (
  fingerprint text primary key check (length(fingerprint) = 64),
  country text not null,
  subject text not null,
  retired_at timestamptz not null,
  retired_by text not null
);

comment on column identity.trust_retired.fingerprint is 'general: SHA-256 of the certificate';
comment on column identity.trust_retired.country is 'general: two-letter country';
comment on column identity.trust_retired.subject is 'general: name in the certificate';
comment on column identity.trust_retired.retired_at is 'general: when it was taken out of use';
comment on column identity.trust_retired.retired_by is 'personal: the operator who did it';
