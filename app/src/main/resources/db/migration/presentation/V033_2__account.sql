alter table presentation.request add column account_id uuid;

comment on column presentation.request.account_id is 'personal: through which account she answered';
