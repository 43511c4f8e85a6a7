create schema culture;

create table culture.reminder (
  account_id uuid not null,
  museum text not null check (length(museum) <= 60),
  day date not null,
  remind_at timestamptz not null,
  primary key (account_id, museum, day)
);
create index reminder_due on culture.reminder (remind_at);

comment on column culture.reminder.account_id is 'personal: who asked for a letter';
comment on column culture.reminder.museum is 'personal: about which place';
comment on column culture.reminder.day is 'personal: for which day of visit, in Beijing';
comment on column culture.reminder.remind_at is 'personal: when the letter is to be written';
