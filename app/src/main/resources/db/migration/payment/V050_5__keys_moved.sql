-- Keys and answers live in command.command.
drop table payment.idempotency;
