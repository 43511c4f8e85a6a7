package hutong.payment.internal;

import hutong.identity.Actor;
import hutong.partners.PartnerId;
import hutong.payment.PaymentId;
import org.jspecify.annotations.Nullable;

/// A wish to pay that the payer has agreed to.
///
/// @param merchant absent: she fills her own balance
/// @param option the rail with the price she saw
record NewCharge(
    PaymentId id,
    Actor actor,
    @Nullable PartnerId merchant,
    RailOption option,
    @Nullable String bill) {}
