-- What travellers say about their entries into the mainland.
create schema entry;

create table entry.stay (
  person uuid not null,
  entered date not null,
  port text not null check (length(port) <= 60),
  path text not null check (length(path) <= 40),
  last_day date check (last_day >= entered),
  rule_version text not null,
  recorded_at timestamptz not null,
  primary key (person, entered)
);

comment on column entry.stay.person is 'personal: who entered';
comment on column entry.stay.entered is 'personal: day of entry in Beijing';
comment on column entry.stay.port is 'personal: port of entry, a code of the rule set';
comment on column entry.stay.path is 'personal: the rule or document she entered by';
comment on column entry.stay.last_day is 'personal: last day of the permitted stay, if known';
comment on column entry.stay.rule_version is 'general: hash of the rules it was worked out with';
comment on column entry.stay.recorded_at is 'personal: when she recorded it';
