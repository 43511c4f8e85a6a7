-- A leader answers one question for several people: each answer is a question of its own, with its
-- own nonce and its own result, below the one that was asked.
alter table presentation.request add column leader_id uuid;
create index request_leader on presentation.request (leader_id, created_at)
  where leader_id is not null;

comment on column presentation.request.leader_id is
  'personal: the question that a leader answered for her';
