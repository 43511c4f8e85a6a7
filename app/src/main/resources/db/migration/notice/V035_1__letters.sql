create schema notice;

-- Letters on their way, and the record of those that went.
create table notice.letter (
  id uuid primary key,
  person_id uuid not null,
  template text not null,
  recipient bytea,
  subject bytea not null,
  body bytea,
  passing boolean not null,
  state text not null check (state in ('WAITING', 'SENT', 'GIVEN_UP')),
  tries int not null default 0,
  next_try_at timestamptz not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  constraint a_waiting_letter_can_be_sent
    check (state <> 'WAITING' or (recipient is not null and body is not null))
);
create index letter_person on notice.letter (person_id, created_at desc);
create index letter_due on notice.letter (next_try_at) where state = 'WAITING';

comment on column notice.letter.id is 'general: which letter';
comment on column notice.letter.person_id is 'personal: whose key seals it';
comment on column notice.letter.template is 'general: which kind of letter';
comment on column notice.letter.recipient is 'sensitive: address, sealed; dropped once sent';
comment on column notice.letter.subject is 'sensitive: subject, sealed';
comment on column notice.letter.body is 'sensitive: text, sealed';
comment on column notice.letter.passing is 'general: whether the text is dropped once sent';
comment on column notice.letter.state is 'general: waiting, sent or given up';
comment on column notice.letter.tries is 'general: tries so far';
comment on column notice.letter.next_try_at is 'general: when it is tried next';
comment on column notice.letter.created_at is 'personal: when it was written';
comment on column notice.letter.sent_at is 'personal: when it was sent';
