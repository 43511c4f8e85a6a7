create schema audit;

-- What was written but has no place in the log yet: filled in the transaction of the act itself,
-- emptied by the one sequencer.
create table audit.intake (
  arrival bigint generated always as identity primary key,
  id uuid not null unique,
  at timestamptz not null,
  actor text not null check (length(actor) <= 80),
  act text not null check (length(act) <= 80),
  subject uuid,
  purpose text not null check (length(purpose) <= 40),
  leaf text not null
);

comment on column audit.intake.arrival is 'general: order of writing';
comment on column audit.intake.id is 'general: the entry';
comment on column audit.intake.at is 'personal: when the act happened';
comment on column audit.intake.actor is 'personal: who acted, a typed id';
comment on column audit.intake.act is 'general: what was done, a stable name';
comment on column audit.intake.subject is 'personal: whose data or affairs it touched';
comment on column audit.intake.purpose is 'general: why';
comment on column audit.intake.leaf is 'personal: the entry in its canonical form, ids only';

create table audit.entry (
  index bigint primary key,
  id uuid not null unique,
  at timestamptz not null,
  actor text not null,
  act text not null,
  subject uuid,
  purpose text not null,
  leaf text not null
);
create index entry_subject on audit.entry (subject, index desc) where subject is not null;
create index entry_actor on audit.entry (actor, index desc);
create index entry_act on audit.entry (act text_pattern_ops, index desc);
create index entry_at on audit.entry (at);

comment on column audit.entry.index is 'general: place in the log, from 0';
comment on column audit.entry.id is 'general: the entry';
comment on column audit.entry.at is 'personal: when the act happened';
comment on column audit.entry.actor is 'personal: who acted, a typed id';
comment on column audit.entry.act is 'general: what was done, a stable name';
comment on column audit.entry.subject is 'personal: whose data or affairs it touched';
comment on column audit.entry.purpose is 'general: why';
comment on column audit.entry.leaf is 'personal: the bytes the tree is made from, ids only';

-- The hashes of complete subtrees; level 0 are the leaves.
create table audit.node (
  level smallint not null check (level between 0 and 62),
  index bigint not null check (index >= 0),
  hash bytea not null check (length(hash) = 32),
  primary key (level, index)
);

comment on column audit.node.level is 'general: height of the subtree';
comment on column audit.node.index is 'general: place among those of its height';
comment on column audit.node.hash is 'general: SHA-256 over the subtree';

create table audit.head (
  size bigint primary key check (size > 0),
  root bytea not null check (length(root) = 32),
  at timestamptz not null,
  key_id text not null,
  note text not null
);

comment on column audit.head.size is 'general: entries in the log';
comment on column audit.head.root is 'general: root over all of them';
comment on column audit.head.at is 'general: when it was signed';
comment on column audit.head.key_id is 'general: the key it was signed with';
comment on column audit.head.note is 'general: the signed checkpoint as it is published';

-- Nothing in the log changes, whoever asks.
create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the log only grows: % of %', tg_op, tg_table_name
    using errcode = 'integrity_constraint_violation';
end
$$;
create trigger entry_only_grows before update or delete or truncate on audit.entry
  for each statement execute function audit.refuse_change();
create trigger node_only_grows before update or delete or truncate on audit.node
  for each statement execute function audit.refuse_change();
create trigger head_only_grows before update or delete or truncate on audit.head
  for each statement execute function audit.refuse_change();
create trigger intake_does_not_change before update or truncate on audit.intake
  for each statement execute function audit.refuse_change();

-- What waits leaves only for its place in the log, exactly as it was written.
create function audit.refuse_loss() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from audit.entry e where e.id = old.id and e.leaf = old.leaf) then
    raise exception 'entry % is not in the log yet', old.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return old;
end
$$;
create trigger intake_is_not_lost before delete on audit.intake
  for each row execute function audit.refuse_loss();

-- Entries stand without gaps: each new one follows the last.
create function audit.refuse_gap() returns trigger language plpgsql as $$
begin
  if new.index > 0 and not exists (select 1 from audit.entry e where e.index = new.index - 1) then
    raise exception 'entry % would leave a gap', new.index
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger entry_leaves_no_gap before insert on audit.entry
  for each row execute function audit.refuse_gap();
