-- The customs desk of a port, and the agency that pays tax refunds behind the border check.
alter table partners.partner drop constraint partner_kind_check;
alter table partners.partner add constraint partner_kind_check
  check (kind in ('HOTEL', 'MUSEUM', 'SHOP', 'TELECOM', 'HOSPITAL', 'BANK', 'PORT', 'TAX_AGENCY'));
