package hutong.payment;

import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import java.time.Instant;

/// All or a part of a payment went back to the payer.
public record PaymentRefunded(PaymentId payment, AccountId account, PersonId person, Instant at) {}
