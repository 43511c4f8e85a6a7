package hutong.sandbox.settlement;

import hutong.sandbox.web.Amount;
import java.time.Instant;

/// Money that a rail moved.
///
/// @param refund whether it went back to the payer
/// @param request what the caller calls the payment
/// @param refundRequest what the caller calls the refund; empty for a payment, or when unsaid
/// @param id the rail's number of the payment
/// @param refundId the rail's number of the refund; empty for a payment
public record Movement(
    boolean refund,
    String request,
    String refundRequest,
    String id,
    String refundId,
    Amount amount,
    Instant at) {}
