-- What a partner does is read from its file; the kinds are those of the code.
alter table partners.partner drop constraint partner_kind_check;
alter table partners.partner add constraint partner_kind_check
  check (kind in ('HOTEL', 'MUSEUM', 'SHOP', 'TELECOM', 'HOSPITAL', 'BANK'));
