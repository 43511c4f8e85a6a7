create table booking.command (
  account_id uuid not null,
  key text not null check (length(key) between 1 and 200),
  id uuid not null,
  payload_hash bytea not null check (length(payload_hash) = 32),
  begun_at timestamptz not null,
  status integer,
  body text check (length(body) <= 20000),
  primary key (account_id, key),
  constraint an_answer_is_whole check ((status is null) = (body is null))
);
create index command_by_age on booking.command (begun_at);

comment on column booking.command.account_id is 'personal: who sent it';
comment on column booking.command.key is 'personal: the Idempotency-Key she gave it';
comment on column booking.command.id is 'personal: what the thing it makes is called';
comment on column booking.command.payload_hash is 'personal: keyed index of all that it said';
comment on column booking.command.begun_at is 'personal: when it was last begun';
comment on column booking.command.status is 'general: the status it was answered with';
comment on column booking.command.body is 'personal: the answer, ids and times only';
