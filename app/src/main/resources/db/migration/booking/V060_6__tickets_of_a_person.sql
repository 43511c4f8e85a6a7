create index ticket_by_person on booking.ticket (person_id);
