-- What was answered to commands that were decided many at a time, by day: written once, never
-- changed, and a day that is over is dropped whole.
create table command.kept (
  day date not null,
  key_id uuid not null,
  fingerprint bytea not null,
  status smallint not null check (status between 200 and 499),
  body bytea not null,
  primary key (key_id, day)
) partition by range (day);
create table command.kept_other partition of command.kept default;

-- Opens a day and the two after it, drops what is older than it must be kept.
create function command.turn_days(today date, kept int) returns int language plpgsql as $$
declare
  name text;
  turned int := 0;
begin
  perform set_config('lock_timeout', '2s', true);
  for step in 0..2 loop
    name := 'kept_' || to_char(today + step, 'YYYY_MM_DD');
    if to_regclass('command.' || name) is null
      and not exists (select 1 from command.kept_other where day = today + step)
    then
      execute format(
        'create table command.%I partition of command.kept for values from (%L) to (%L)',
        name, today + step, today + step + 1);
      turned := turned + 1;
    end if;
  end loop;
  for name in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'command.kept'::regclass
      and c.relname ~ '^kept_\d{4}_\d\d_\d\d$'
      and to_date(substr(c.relname, 6), 'YYYY_MM_DD') < today - kept
  loop
    execute format('drop table command.%I', name);
    turned := turned + 1;
  end loop;
  delete from command.kept_other where day < today - kept;
  return turned;
end $$;

select command.turn_days(current_date, 3);

comment on column command.kept.day is 'general: day it was answered, in UTC';
comment on column command.kept.key_id is 'personal: hash of caller and key';
comment on column command.kept.fingerprint is 'personal: keyed index of the request';
comment on column command.kept.status is 'general: HTTP status answered';
comment on column command.kept.body is 'personal: the answer: ids, times and amounts';
