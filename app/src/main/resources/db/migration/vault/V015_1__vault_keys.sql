create schema vault;

create table vault.person_key (
  person_id uuid primary key,
  wrapped_key bytea,
  created_at timestamptz not null,
  erased_at timestamptz,
  constraint a_key_lives_or_was_erased check ((wrapped_key is null) = (erased_at is not null))
);

comment on column vault.person_key.person_id is 'personal: whose key';
comment on column vault.person_key.wrapped_key is 'secret: her key, wrapped by the master key';
comment on column vault.person_key.created_at is 'personal: when it was made';
comment on column vault.person_key.erased_at is 'personal: when it was destroyed';

-- An erased key never comes back.
create function vault.refuse_revival() returns trigger language plpgsql as $$
begin
  if old.erased_at is not null and new.wrapped_key is not null then
    raise exception 'the key of this person was erased';
  end if;
  return new;
end
$$;
create trigger erased_stays_erased before update on vault.person_key
  for each row execute function vault.refuse_revival();

create table vault.platform_key (
  name text primary key,
  wrapped_key bytea not null,
  created_at timestamptz not null
);

comment on column vault.platform_key.name is 'general: what the key is for';
comment on column vault.platform_key.wrapped_key is 'secret: the key, wrapped by the master key';
comment on column vault.platform_key.created_at is 'general: when it was made';

create table vault.signing_key (
  id text primary key,
  key_use text not null,
  wrapped_key bytea not null,
  certificate bytea not null,
  created_at timestamptz not null,
  retired_at timestamptz
);
create unique index one_current_key_per_use on vault.signing_key (key_use) where retired_at is null;

comment on column vault.signing_key.id is 'general: what verifiers look it up by';
comment on column vault.signing_key.key_use is 'general: what it signs';
comment on column vault.signing_key.wrapped_key is 'secret: private half, wrapped by the master key';
comment on column vault.signing_key.certificate is 'general: public half, self-signed';
comment on column vault.signing_key.created_at is 'general: when it was made';
comment on column vault.signing_key.retired_at is 'general: when it stopped signing';
