-- A ticket or stay that ends finds the credentials that rest on it.
create index issued_grounds on credential.issued (type, grounds) where revoked_at is null;
