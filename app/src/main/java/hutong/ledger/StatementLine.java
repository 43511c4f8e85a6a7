package hutong.ledger;

import hutong.kernel.Money;
import java.time.Instant;
import java.util.UUID;

/// One movement on an account.
///
/// @param amount positive when received, negative when paid
/// @param balance after this movement
public record StatementLine(
    UUID transfer, UUID counterparty, Money amount, Money balance, Instant at) {}
