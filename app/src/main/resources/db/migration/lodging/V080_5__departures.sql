-- The authority is told of a departure, too; `told_at` is empty until it has answered.
alter table lodging.stay add column told_at timestamptz;
create index stay_left on lodging.stay (due_at) where status = 'CLOSED' and told_at is null;
create index stay_person on lodging.stay (person_id);

comment on column lodging.stay.told_at is 'personal: when the authority knew of the departure';
