package hutong.voucher;

import hutong.kernel.Money;
import java.time.Instant;
import java.util.UUID;

/// A voucher as it stands.
///
/// @param left what may still be spent
public record Voucher(
    UUID id, String campaign, Money face, Money left, Instant claimedAt, Instant expiresAt) {}
