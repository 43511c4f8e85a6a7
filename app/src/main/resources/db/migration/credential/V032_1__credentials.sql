create schema credential;

-- The lists that say of each credential whether it was revoked (Token Status List).
create table credential.status_list (
  id uuid primary key,
  type text not null,
  number int not null,
  size int not null check (size between 1024 and 4194304),
  opened_at timestamptz not null,
  constraint a_list_is_numbered_once unique (type, number)
);

comment on column credential.status_list.id is 'general: which list';
comment on column credential.status_list.type is 'general: the type of credential it is for';
comment on column credential.status_list.number is 'general: counts the lists of a type';
comment on column credential.status_list.size is 'general: how many places it has';
comment on column credential.status_list.opened_at is 'general: when it was begun';

create table credential.issued (
  id uuid primary key,
  person_id uuid not null,
  type text not null,
  format text not null check (format in ('SD_JWT_VC', 'MDOC')),
  grounds text not null check (length(grounds) <= 200),
  claim_names text[] not null,
  digest bytea not null,
  list_id uuid not null references credential.status_list (id),
  list_index int not null check (list_index >= 0),
  holder text not null check (holder in ('HUTONG', 'WALLET')),
  grant_id uuid,
  notification_hash bytea,
  notified text check (notified in
    ('credential_accepted', 'credential_failure', 'credential_deleted')),
  signer text not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  reason text,
  constraint a_place_is_given_once unique (list_id, list_index),
  constraint a_revocation_has_a_reason check ((revoked_at is null) = (reason is null))
);
create index issued_person on credential.issued (person_id) where revoked_at is null;
create index issued_grant on credential.issued (grant_id) where grant_id is not null;
create index issued_notification on credential.issued (notification_hash)
  where notification_hash is not null;
create index issued_revoked on credential.issued (list_id, list_index)
  where revoked_at is not null;

comment on column credential.issued.id is 'personal: which credential';
comment on column credential.issued.person_id is 'personal: whom it speaks of';
comment on column credential.issued.type is 'general: its type';
comment on column credential.issued.format is 'general: how it is written';
comment on column credential.issued.grounds is 'personal: which fact it rests on';
comment on column credential.issued.claim_names is 'personal: names of what it says, no values';
comment on column credential.issued.digest is 'secret: keyed hash of what it says';
comment on column credential.issued.list_id is 'general: its status list';
comment on column credential.issued.list_index is 'personal: its place in the list';
comment on column credential.issued.holder is 'general: kept in her pages or in a wallet';
comment on column credential.issued.grant_id is 'personal: which permission it was fetched with';
comment on column credential.issued.notification_hash is 'secret: hash of the notification id';
comment on column credential.issued.notified is 'general: what the wallet said of it';
comment on column credential.issued.signer is 'general: the key that signed it';
comment on column credential.issued.issued_at is 'personal: when it was issued';
comment on column credential.issued.expires_at is 'personal: until when it holds';
comment on column credential.issued.revoked_at is 'personal: when it was revoked';
comment on column credential.issued.reason is 'personal: why it was revoked';

-- What a traveller holds in her own pages.
create table credential.held (
  id uuid primary key,
  person_id uuid not null,
  type text not null,
  grounds text not null check (length(grounds) <= 200),
  title bytea not null,
  claims bytea not null,
  sd_jwt bytea not null,
  mdoc bytea not null,
  holder_key bytea not null,
  sd_jwt_issued uuid not null,
  mdoc_issued uuid not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  reason text,
  constraint one_per_fact unique (person_id, type, grounds)
);

comment on column credential.held.id is 'personal: which credential of hers';
comment on column credential.held.person_id is 'personal: who holds it';
comment on column credential.held.type is 'general: its type';
comment on column credential.held.grounds is 'personal: which fact it rests on';
comment on column credential.held.title is 'sensitive: what she knows it by, sealed';
comment on column credential.held.claims is 'sensitive: what it says, sealed';
comment on column credential.held.sd_jwt is 'sensitive: the credential as SD-JWT VC, sealed';
comment on column credential.held.mdoc is 'sensitive: the credential as mdoc, sealed';
comment on column credential.held.holder_key is 'sensitive: the key it is bound to, sealed';
comment on column credential.held.sd_jwt_issued is 'personal: its entry among the issued';
comment on column credential.held.mdoc_issued is 'personal: its entry among the issued';
comment on column credential.held.issued_at is 'personal: when it was issued';
comment on column credential.held.expires_at is 'personal: until when it holds';
comment on column credential.held.revoked_at is 'personal: when it was revoked';
comment on column credential.held.reason is 'personal: why it was revoked';

-- What organisations state of people.
create table credential.attestation (
  id uuid primary key,
  person_id uuid not null,
  stated_by text not null,
  type text not null,
  claims bytea not null,
  holds_until timestamptz not null,
  stated_at timestamptz not null,
  withdrawn_at timestamptz
);
create index attestation_person on credential.attestation (person_id)
  where withdrawn_at is null;

comment on column credential.attestation.id is 'personal: which statement';
comment on column credential.attestation.person_id is 'personal: of whom';
comment on column credential.attestation.stated_by is 'general: the organisation that states it';
comment on column credential.attestation.type is 'general: the type of credential it is for';
comment on column credential.attestation.claims is 'sensitive: what it states, sealed';
comment on column credential.attestation.holds_until is 'personal: until when it holds';
comment on column credential.attestation.stated_at is 'personal: when it was stated';
comment on column credential.attestation.withdrawn_at is 'personal: when it was taken back';

-- An invitation to fetch credentials into a wallet.
create table credential.offer (
  id uuid primary key,
  account_id uuid not null,
  reference_hash bytea not null unique,
  code_hash bytea not null unique,
  tx_code_hash bytea,
  wrong_codes int not null default 0,
  issuer text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index offer_expires on credential.offer (expires_at);

comment on column credential.offer.id is 'general: which offer';
comment on column credential.offer.account_id is 'personal: who made it';
comment on column credential.offer.reference_hash is 'secret: hash of the address it is read at';
comment on column credential.offer.code_hash is 'secret: hash of the pre-authorised code';
comment on column credential.offer.tx_code_hash is 'secret: keyed hash of the transaction code';
comment on column credential.offer.wrong_codes is 'general: transaction codes that did not fit';
comment on column credential.offer.issuer is 'general: which of our issuers';
comment on column credential.offer.made_at is 'personal: when it was made';
comment on column credential.offer.expires_at is 'general: until when it works';
comment on column credential.offer.used_at is 'personal: when a wallet took it';

create table credential.offer_item (
  offer_id uuid not null references credential.offer (id) on delete cascade,
  configuration text not null,
  person_id uuid not null,
  grounds text not null check (length(grounds) <= 200),
  primary key (offer_id, configuration, person_id, grounds)
);

comment on column credential.offer_item.offer_id is 'general: which offer';
comment on column credential.offer_item.configuration is 'general: type and format';
comment on column credential.offer_item.person_id is 'personal: of whom it speaks';
comment on column credential.offer_item.grounds is 'personal: which fact it rests on';

-- What a wallet asks a traveller for, until she has decided.
create table credential.authorisation (
  id uuid primary key,
  uri_hash bytea not null unique,
  issuer text not null,
  client_id text not null check (length(client_id) <= 512),
  client_name text not null,
  redirect_uri text not null check (length(redirect_uri) <= 2000),
  state text check (length(state) <= 2000),
  code_challenge text not null,
  thumbprint text,
  configurations text[] not null,
  with_details boolean not null,
  pushed boolean not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  decided_at timestamptz
);
create index authorisation_expires on credential.authorisation (expires_at);

comment on column credential.authorisation.id is 'general: which request';
comment on column credential.authorisation.uri_hash is 'secret: hash of its request_uri';
comment on column credential.authorisation.issuer is 'general: which of our issuers';
comment on column credential.authorisation.client_id is 'general: which wallet';
comment on column credential.authorisation.client_name is 'general: what the wallet is called';
comment on column credential.authorisation.redirect_uri is 'general: where the answer goes';
comment on column credential.authorisation.state is 'general: what the wallet wants back';
comment on column credential.authorisation.code_challenge is 'general: PKCE challenge';
comment on column credential.authorisation.thumbprint is 'general: the DPoP key it is bound to';
comment on column credential.authorisation.configurations is 'general: types and formats asked for';
comment on column credential.authorisation.with_details is 'general: whether it asked by details';
comment on column credential.authorisation.pushed is 'general: whether it was pushed';
comment on column credential.authorisation.made_at is 'general: when it was asked';
comment on column credential.authorisation.expires_at is 'general: until when it can be opened';
comment on column credential.authorisation.decided_at is 'general: when she decided';

-- A permission that a wallet fetches credentials with.
create table credential.permission (
  id uuid primary key,
  issuer text not null,
  client_id text check (length(client_id) <= 512),
  account_id uuid not null,
  code_hash bytea unique,
  redirect_uri text,
  code_challenge text,
  thumbprint text,
  with_details boolean not null,
  refresh_hash bytea unique,
  refresh_thumbprint text,
  made_at timestamptz not null,
  code_expires_at timestamptz not null,
  code_used_at timestamptz,
  ends_at timestamptz not null,
  revoked_at timestamptz
);
create index permission_ends on credential.permission (ends_at);

comment on column credential.permission.id is 'personal: which permission';
comment on column credential.permission.issuer is 'general: which of our issuers';
comment on column credential.permission.client_id is 'general: which wallet, if it said';
comment on column credential.permission.account_id is 'personal: who gave it';
comment on column credential.permission.code_hash is 'secret: hash of the authorisation code';
comment on column credential.permission.redirect_uri is 'general: where the code went';
comment on column credential.permission.code_challenge is 'general: PKCE challenge';
comment on column credential.permission.thumbprint is 'general: the DPoP key the code is bound to';
comment on column credential.permission.with_details is 'general: whether it asked by details';
comment on column credential.permission.refresh_hash is 'secret: hash of the refresh token';
comment on column credential.permission.refresh_thumbprint is 'general: the key it is bound to';
comment on column credential.permission.made_at is 'personal: when it was given';
comment on column credential.permission.code_expires_at is 'general: until when the code works';
comment on column credential.permission.code_used_at is 'personal: when the code was used';
comment on column credential.permission.ends_at is 'general: until when it can be refreshed';
comment on column credential.permission.revoked_at is 'personal: when it was taken back';

create table credential.permission_item (
  permission_id uuid not null references credential.permission (id) on delete cascade,
  configuration text not null,
  person_id uuid not null,
  grounds text not null check (length(grounds) <= 200),
  identifier text not null,
  primary key (permission_id, identifier)
);

comment on column credential.permission_item.permission_id is 'personal: which permission';
comment on column credential.permission_item.configuration is 'general: type and format';
comment on column credential.permission_item.person_id is 'personal: of whom it speaks';
comment on column credential.permission_item.grounds is 'personal: which fact it rests on';
comment on column credential.permission_item.identifier is 'personal: its credential_identifier';

create table credential.access_token (
  token_hash bytea primary key,
  permission_id uuid not null references credential.permission (id) on delete cascade,
  thumbprint text,
  with_details boolean not null,
  configurations text[] not null,
  expires_at timestamptz not null
);
create index access_token_permission on credential.access_token (permission_id);
create index access_token_expires on credential.access_token (expires_at);

comment on column credential.access_token.token_hash is 'secret: hash of the token';
comment on column credential.access_token.permission_id is 'personal: the permission it acts on';
comment on column credential.access_token.thumbprint is 'general: the DPoP key it is bound to';
comment on column credential.access_token.with_details is 'general: whether it names identifiers';
comment on column credential.access_token.configurations is 'general: types and formats it is for';
comment on column credential.access_token.expires_at is 'general: until when it works';

-- Credentials that wait for somebody to decide.
create table credential.deferral (
  transaction_hash bytea primary key,
  permission_id uuid not null references credential.permission (id) on delete cascade,
  identifier text not null,
  holder_keys text not null check (length(holder_keys) <= 65536),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  done_at timestamptz
);
create index deferral_expires on credential.deferral (expires_at);

comment on column credential.deferral.transaction_hash is 'secret: hash of the transaction id';
comment on column credential.deferral.permission_id is 'personal: the permission it acts on';
comment on column credential.deferral.identifier is 'personal: which credential was asked for';
comment on column credential.deferral.holder_keys is 'personal: public keys to bind it to';
comment on column credential.deferral.made_at is 'personal: when it was asked for';
comment on column credential.deferral.expires_at is 'general: until when one may ask again';
comment on column credential.deferral.done_at is 'personal: when it was handed out';

-- What may be used once and was: nonces, identifiers of proofs and assertions.
create table credential.seen (
  mark bytea primary key,
  until timestamptz not null
);
create index seen_until on credential.seen (until);

comment on column credential.seen.mark is 'secret: hash of what was used';
comment on column credential.seen.until is 'general: until when it would have worked';

-- The certificates of signing keys, and of the authority that vouches for them.
create table credential.signer (
  key_id text primary key,
  role text not null check (role in ('AUTHORITY', 'SIGNER')),
  authority text not null,
  certificate bytea not null,
  made_at timestamptz not null,
  retired_at timestamptz
);

comment on column credential.signer.key_id is 'general: the key in the vault';
comment on column credential.signer.role is 'general: signs credentials, or vouches for keys that do';
comment on column credential.signer.authority is 'general: the key that signed its certificate';
comment on column credential.signer.certificate is 'general: its certificate';
comment on column credential.signer.made_at is 'general: since when';
comment on column credential.signer.retired_at is 'general: when it stopped signing';

create table credential.trust_list (
  version bigint primary key,
  content_hash bytea not null,
  signed text not null,
  made_at timestamptz not null
);

comment on column credential.trust_list.version is 'general: counts up';
comment on column credential.trust_list.content_hash is 'general: what it says, without its time';
comment on column credential.trust_list.signed is 'general: the list as published';
comment on column credential.trust_list.made_at is 'general: when it was signed';

-- One code for a family or a tour.
create table credential.party (
  id uuid primary key,
  account_id uuid not null,
  owner_id uuid not null,
  code_index bytea not null unique,
  code bytea not null,
  title bytea not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz
);
create index party_account on credential.party (account_id);

comment on column credential.party.id is 'personal: which party';
comment on column credential.party.account_id is 'personal: who leads it';
comment on column credential.party.owner_id is 'personal: whose key seals its code';
comment on column credential.party.code_index is 'secret: keyed index that finds the code';
comment on column credential.party.code is 'sensitive: the code in its QR, sealed';
comment on column credential.party.title is 'sensitive: what its leader calls it, sealed';
comment on column credential.party.made_at is 'personal: when it was made';
comment on column credential.party.expires_at is 'personal: until when the code works';
comment on column credential.party.closed_at is 'personal: when its leader ended it';

create table credential.party_member (
  party_id uuid not null references credential.party (id) on delete cascade,
  person_id uuid not null,
  primary key (party_id, person_id)
);

comment on column credential.party_member.party_id is 'personal: which party';
comment on column credential.party_member.person_id is 'personal: who is in it';
