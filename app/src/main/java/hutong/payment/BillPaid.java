package hutong.payment;

import java.time.Instant;

/// A bill that another module had opened a till for was paid.
public record BillPaid(PaymentId payment, Instant at) {}
