package hutong.payment;

import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import java.time.Instant;

/// A merchant was paid.
public record PaymentPosted(PaymentId payment, AccountId account, PersonId person, Instant at) {}
