package hutong.payment.internal;

import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import hutong.kernel.Sensitive;
import hutong.payment.Rail;
import java.util.Currency;
import java.util.Map;
import java.util.UUID;

/// A wallet or card that can be charged.
///
/// @param label a masked number, such as `•••• 4242`
record Link(
    UUID id,
    AccountId account,
    PersonId person,
    Rail rail,
    String provider,
    Currency currency,
    Sensitive<String> label,
    Sensitive<Map<String, String>> token) {}
