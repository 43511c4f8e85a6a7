-- People without an account, known to a desk by the document they showed there.
create table identity.guest (
  person_id uuid primary key,
  desk text not null,
  admitted_at timestamptz not null
);
create index guest_desk on identity.guest (desk);
create index guest_admitted on identity.guest (admitted_at);
create index document_number on identity.document (number_index);

comment on column identity.guest.person_id is 'personal: who was admitted';
comment on column identity.guest.desk is 'personal: the partner whose desk admitted her';
comment on column identity.guest.admitted_at is 'personal: when she was last there';
