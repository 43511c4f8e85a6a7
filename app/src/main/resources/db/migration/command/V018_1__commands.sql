create schema command;

-- Requests that are done once, however often they are sent.
create table command.command (
  caller text not null,
  key text not null check (length(key) between 1 and 200),
  fingerprint bytea not null check (length(fingerprint) = 32),
  status int,
  content_type text,
  body bytea,
  node uuid not null,
  started_at timestamptz not null,
  answered_at timestamptz,
  primary key (caller, key),
  constraint an_answer_is_whole
    check ((status is null) = (body is null) and (status is null) = (content_type is null))
);
create index command_started on command.command (started_at);

comment on column command.command.caller is 'personal: account or partner id';
comment on column command.command.key is 'personal: chosen by the caller';
comment on column command.command.fingerprint is 'personal: keyed index of the request';
comment on column command.command.status is 'general: HTTP status answered';
comment on column command.command.content_type is 'general: of the answer';
comment on column command.command.body is 'personal: the answer: ids, times and amounts';
comment on column command.command.node is 'general: which run of which node answers';
comment on column command.command.started_at is 'personal: when the request came';
comment on column command.command.answered_at is 'personal: when it was answered';
