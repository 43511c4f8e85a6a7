create schema booking;

-- One row per venue and day is the lock of that day: whoever sells or frees a place takes it first.
create table booking.venue_day (
  venue text not null check (length(venue) between 1 and 60),
  day date not null,
  capacity integer not null,
  taken integer not null default 0,
  primary key (venue, day),
  constraint a_day_is_never_oversold check (taken between 0 and capacity)
) with (fillfactor = 20); -- room for the row's next versions beside it

comment on column booking.venue_day.venue is 'general: which place';
comment on column booking.venue_day.day is 'general: which day in Beijing';
comment on column booking.venue_day.capacity is 'general: places of the whole day';
comment on column booking.venue_day.taken is 'general: places held, reserved, used or missed';

create table booking.slot (
  venue text not null,
  day date not null,
  slot text not null check (length(slot) between 1 and 60),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity integer not null,
  taken integer not null default 0,
  primary key (venue, day, slot),
  foreign key (venue, day) references booking.venue_day,
  constraint a_slot_ends_after_it_starts check (starts_at < ends_at),
  constraint a_slot_is_never_oversold check (taken between 0 and capacity)
) with (fillfactor = 20);

comment on column booking.slot.venue is 'general: which place';
comment on column booking.slot.day is 'general: which day in Beijing';
comment on column booking.slot.slot is 'general: which part of the day';
comment on column booking.slot.starts_at is 'general: first moment of admission';
comment on column booking.slot.ends_at is 'general: last moment of admission';
comment on column booking.slot.capacity is 'general: places of this part of the day';
comment on column booking.slot.taken is 'general: places held, reserved, used or missed';

create table booking.reservation (
  id uuid primary key,
  account_id uuid not null,
  venue text not null,
  day date not null,
  slot text not null,
  cancel_until timestamptz not null,
  reserved_at timestamptz not null,
  foreign key (venue, day, slot) references booking.slot
);
create index reservation_by_account on booking.reservation (account_id, day desc);

comment on column booking.reservation.id is 'personal: which party';
comment on column booking.reservation.account_id is 'personal: who reserved';
comment on column booking.reservation.venue is 'personal: where the party goes';
comment on column booking.reservation.day is 'personal: which day in Beijing';
comment on column booking.reservation.slot is 'personal: which part of the day';
comment on column booking.reservation.cancel_until is 'personal: until when it can be given back';
comment on column booking.reservation.reserved_at is 'personal: when it was made';

create table booking.ticket (
  id uuid primary key,
  reservation_id uuid not null references booking.reservation,
  person_id uuid not null,
  venue text not null,
  day date not null,
  document_index bytea not null check (length(document_index) = 32),
  number_index bytea not null check (length(number_index) = 32),
  number_mark bytea not null check (length(number_mark) = 3),
  state text not null
    check (state in ('HELD', 'RESERVED', 'USED', 'CANCELLED', 'NO_SHOW', 'EXPIRED')),
  hold_until timestamptz,
  changed_at timestamptz not null,
  constraint only_a_hold_runs_out check ((hold_until is not null) = (state = 'HELD'))
);
create unique index one_ticket_per_document_and_day on booking.ticket (venue, day, document_index)
  where state not in ('CANCELLED', 'EXPIRED');
create index ticket_by_reservation on booking.ticket (reservation_id);
create index ticket_by_number on booking.ticket (number_index, venue, day);
create index ticket_missed on booking.ticket (document_index, venue, day) where state = 'NO_SHOW';
create index ticket_held on booking.ticket (hold_until) where state = 'HELD';
create index ticket_to_come on booking.ticket (day) where state = 'RESERVED';

comment on column booking.ticket.id is 'personal: which ticket';
comment on column booking.ticket.reservation_id is 'personal: which party it belongs to';
comment on column booking.ticket.person_id is 'personal: who may enter with it';
comment on column booking.ticket.venue is 'personal: where';
comment on column booking.ticket.day is 'personal: which day in Beijing';
comment on column booking.ticket.document_index is 'personal: keyed index of kind, issuer and number';
comment on column booking.ticket.number_index is 'personal: keyed index of the number alone, for a desk';
comment on column booking.ticket.number_mark is 'personal: three bytes of a salted hash of the number';
comment on column booking.ticket.state is 'personal: what became of it';
comment on column booking.ticket.hold_until is 'personal: until when an unconfirmed place is kept';
comment on column booking.ticket.changed_at is 'personal: when its state last changed';

create table booking.quota (
  venue text not null,
  holder text not null,
  period text not null check (period in ('DAY', 'WEEK', 'MONTH')),
  begins date not null,
  used integer not null default 0,
  most integer not null,
  primary key (venue, holder, period, begins),
  constraint a_quota_is_never_exceeded check (used between 0 and most)
);

comment on column booking.quota.venue is 'personal: where';
comment on column booking.quota.holder is 'personal: an account, or the keyed index of a document';
comment on column booking.quota.period is 'general: how long the quota runs';
comment on column booking.quota.begins is 'general: first day of the period in Beijing';
comment on column booking.quota.used is 'personal: how much of it is used';
comment on column booking.quota.most is 'general: how much there is';
