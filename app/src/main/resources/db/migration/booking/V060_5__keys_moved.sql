-- Keys and answers live in command.command.
drop table booking.command;
