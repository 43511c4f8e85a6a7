-- Who writes payments from the visitor wallet. Each batch counts one up and so waits for the one
-- before it, on whatever node that is: two writers are never in the middle of a batch at once.
create table payment.till (
  lane smallint primary key,
  batch bigint not null,
  node uuid
) with (fillfactor = 10);
insert into payment.till (lane, batch) values (0, 0);

-- The number is made from the id, which is unique already.
alter table payment.payment drop constraint payment_number_key;

comment on column payment.till.lane is 'general: which lane';
comment on column payment.till.batch is 'general: batches written so far, the fencing token';
comment on column payment.till.node is 'general: which run of which node wrote the last one';
