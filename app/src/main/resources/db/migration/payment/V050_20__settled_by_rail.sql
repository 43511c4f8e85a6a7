-- What a rail moved on a day, to be held beside the rail's own file. Payments from the visitor
-- wallet, the many, have no part in either index.
create index payment_settled on payment.payment (rail, settled_at)
  where rail in ('HOME_WALLET', 'CARD')
    and state in ('POSTED', 'PARTLY_REFUNDED', 'REFUNDED');
create index refund_settled on payment.refund (settled_at) where state = 'POSTED';
