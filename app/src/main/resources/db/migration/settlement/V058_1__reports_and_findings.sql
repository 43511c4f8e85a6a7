create schema settlement;

-- A rail's own file of one day, as it was read last.
create table settlement.report (
  id uuid primary key,
  source text not null check (source in ('WALLET', 'CARD')),
  day date not null,
  state text not null check (state in ('READ', 'NOT_READY', 'NO_ANSWER', 'UNREADABLE')),
  digest bytea,
  lines int not null default 0 check (lines >= 0),
  matched int not null default 0 check (matched >= 0),
  expected bigint not null default 0,
  settled bigint not null default 0,
  fees bigint not null default 0,
  asked_at timestamptz not null,
  unique (source, day)
);

-- What stood in the files, so that a line that comes again on another day is noticed.
create table settlement.line (
  source text not null,
  day date not null,
  kind text not null,
  reference text not null check (length(reference) <= 80),
  primary key (source, kind, reference, day)
);
create index line_day on settlement.line (source, day);

-- Where a file and the books differ. A finding is never deleted: it is resolved, or it clears when
-- a later file or our own recovery puts it right.
create table settlement.finding (
  id uuid primary key,
  source text not null,
  day date not null,
  fault text not null check (fault in
    ('AMOUNT_DIFFERS', 'MISSING_HERE', 'MISSING_THERE', 'DUPLICATE', 'STATE_DIFFERS')),
  kind text not null check (kind in ('CHARGE', 'REFUND')),
  reference text not null check (length(reference) <= 80),
  nth int not null,
  number text not null,
  ours bigint,
  our_currency char(3),
  our_state text,
  theirs bigint,
  their_currency char(3),
  their_state text,
  their_id text,
  difference bigint not null,
  state text not null check (state in ('OPEN', 'PROPOSED', 'EXPLAINED', 'CORRECTED', 'CLEARED')),
  reason text check (length(reason) <= 300),
  proposed_by uuid,
  decided_by uuid,
  found_at timestamptz not null,
  decided_at timestamptz,
  unique (source, day, fault, kind, reference, nth),
  constraint finding_two_people
    check (state <> 'CORRECTED' or (proposed_by is not null and decided_by <> proposed_by)),
  constraint finding_has_a_reason
    check (state in ('OPEN', 'CLEARED') or length(reason) > 0)
);
create index finding_open on settlement.finding (day) where state in ('OPEN', 'PROPOSED');

comment on column settlement.report.id is 'general: report';
comment on column settlement.report.source is 'general: whose file';
comment on column settlement.report.day is 'general: day it is about, in Beijing';
comment on column settlement.report.state is 'general: read, or why not';
comment on column settlement.report.digest is 'general: hash of the file';
comment on column settlement.report.lines is 'general: lines in it';
comment on column settlement.report.matched is 'general: of them, those that agree with the books';
comment on column settlement.report.expected is 'general: what the books say it moved, minor units';
comment on column settlement.report.settled is 'general: what the file says it moved, minor units';
comment on column settlement.report.fees is 'general: what the rail keeps for it, minor units';
comment on column settlement.report.asked_at is 'general: when the rail was asked last';
comment on column settlement.line.source is 'general: whose file';
comment on column settlement.line.day is 'general: day of the file';
comment on column settlement.line.kind is 'general: charge or refund';
comment on column settlement.line.reference is 'general: our id of it, as the rail gives it back';
comment on column settlement.finding.id is 'general: finding';
comment on column settlement.finding.source is 'general: whose file';
comment on column settlement.finding.day is 'general: day of the file';
comment on column settlement.finding.fault is 'general: how they differ';
comment on column settlement.finding.kind is 'general: charge or refund';
comment on column settlement.finding.reference is 'general: our id of it';
comment on column settlement.finding.nth is 'general: which of several of the same reference';
comment on column settlement.finding.number is 'general: number on the receipt, if it is ours';
comment on column settlement.finding.ours is 'personal: amount in the books, minor units';
comment on column settlement.finding.our_currency is 'general: ISO 4217';
comment on column settlement.finding.our_state is 'general: how it stands in the books';
comment on column settlement.finding.theirs is 'personal: amount in the file, minor units';
comment on column settlement.finding.their_currency is 'general: ISO 4217';
comment on column settlement.finding.their_state is 'general: how it stands in the file';
comment on column settlement.finding.their_id is 'general: the rail''s own number';
comment on column settlement.finding.difference is 'personal: what the rail owes us more, in fen';
comment on column settlement.finding.state is 'general: open, proposed, explained, corrected, cleared';
comment on column settlement.finding.reason is 'general: why, in the words of the city''s staff';
comment on column settlement.finding.proposed_by is 'personal: account of who proposed it';
comment on column settlement.finding.decided_by is 'personal: account of who decided it';
comment on column settlement.finding.found_at is 'general: when it was found';
comment on column settlement.finding.decided_at is 'personal: when it was decided';
