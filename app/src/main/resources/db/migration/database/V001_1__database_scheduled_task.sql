create schema if not exists database;

-- The table that db-scheduler works from.
create table database.scheduled_task (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures int,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index scheduled_task_execution_time on database.scheduled_task (execution_time);
create index scheduled_task_last_heartbeat on database.scheduled_task (last_heartbeat);

comment on column database.scheduled_task.task_name is 'general: which job';
comment on column database.scheduled_task.task_instance is 'general: which instance, an id';
comment on column database.scheduled_task.task_data is 'general: ids the job needs';
comment on column database.scheduled_task.execution_time is 'general: when it is due';
comment on column database.scheduled_task.picked is 'general: whether a node works on it';
comment on column database.scheduled_task.picked_by is 'general: which node';
comment on column database.scheduled_task.last_success is 'general: when it last succeeded';
comment on column database.scheduled_task.last_failure is 'general: when it last failed';
comment on column database.scheduled_task.consecutive_failures is 'general: failures in a row';
comment on column database.scheduled_task.last_heartbeat is 'general: when the node last reported';
comment on column database.scheduled_task.version is 'general: optimistic lock';
comment on column database.scheduled_task.priority is 'general: higher goes first';

-- Sessions, so that nodes hold no state.
create table database.spring_session (
  primary_id char(36) not null primary key,
  session_id char(36) not null,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval int not null,
  expiry_time bigint not null,
  principal_name varchar(100)
);
create unique index spring_session_ix1 on database.spring_session (session_id);
create index spring_session_ix2 on database.spring_session (expiry_time);
create index spring_session_ix3 on database.spring_session (principal_name);

create table database.spring_session_attributes (
  session_primary_id char(36) not null references database.spring_session (primary_id) on delete cascade,
  attribute_name varchar(200) not null,
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);

comment on column database.spring_session.primary_id is 'general: row';
comment on column database.spring_session.session_id is 'secret: what the session cookie names';
comment on column database.spring_session.creation_time is 'personal: when the session began';
comment on column database.spring_session.last_access_time is 'personal: when it was last used';
comment on column database.spring_session.max_inactive_interval is 'general: seconds it may rest';
comment on column database.spring_session.expiry_time is 'general: when it ends';
comment on column database.spring_session.principal_name is 'personal: account id';
comment on column database.spring_session_attributes.session_primary_id is 'general: session row';
comment on column database.spring_session_attributes.attribute_name is 'general: name';
comment on column database.spring_session_attributes.attribute_bytes is 'secret: sign-in state, ids only';

-- Events on their way to their listeners (Spring Modulith's registry, schema v2).
create table database.event_publication (
  id uuid not null primary key,
  listener_id text not null,
  event_type text not null,
  serialized_event text not null,
  publication_date timestamptz not null,
  completion_date timestamptz,
  status text,
  completion_attempts int,
  last_resubmission_date timestamptz
);
create index event_publication_serialized_event on database.event_publication using hash (serialized_event);
create index event_publication_completion_date on database.event_publication (completion_date);

comment on column database.event_publication.id is 'general: row';
comment on column database.event_publication.listener_id is 'general: who is to hear it';
comment on column database.event_publication.event_type is 'general: what happened';
comment on column database.event_publication.serialized_event is 'personal: ids and times only';
comment on column database.event_publication.publication_date is 'general: when it happened';
comment on column database.event_publication.completion_date is 'general: when it was heard';
comment on column database.event_publication.status is 'general: state of the delivery';
comment on column database.event_publication.completion_attempts is 'general: tries so far';
comment on column database.event_publication.last_resubmission_date is 'general: last try';
