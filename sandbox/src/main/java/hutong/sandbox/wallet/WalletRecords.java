package hutong.sandbox.wallet;

import hutong.sandbox.web.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the network remembers, as it is written to the journal.
final class WalletRecords {

  private WalletRecords() {}

  /// A party that may call, and the key that its calls are checked with.
  record Client(String id, String publicKeyPem) {}

  /// A payer's account. `refuseNext` is the code with which the next payment shall end.
  record Account(
      String id,
      Wallet wallet,
      String holder,
      Amount opening,
      @Nullable String refuseNext,
      boolean refuseAlways) {

    Account refusing(@Nullable String code, boolean always) {
      return new Account(id, wallet, holder, opening, code, always);
    }

    Account withOpening(Amount other) {
      return new Account(id, wallet, holder, other, refuseNext, refuseAlways);
    }
  }

  /// A wish to be allowed to debit, shown to the payer. With an account it has been agreed to.
  record Wish(
      String id,
      String clientId,
      Wallet wallet,
      String state,
      String redirectUrl,
      String merchant,
      Instant createdAt,
      @Nullable String account,
      @Nullable String authCode,
      boolean spent) {

    Wish agreed(String by, String code) {
      return new Wish(
          id, clientId, wallet, state, redirectUrl, merchant, createdAt, by, code, false);
    }

    Wish withSpentCode() {
      return new Wish(
          id, clientId, wallet, state, redirectUrl, merchant, createdAt, account, authCode, true);
    }
  }

  /// The permission that came of it.
  record Agreement(
      String accessToken,
      String refreshToken,
      String clientId,
      String account,
      String merchant,
      Instant createdAt,
      Instant expiresAt,
      boolean revoked) {

    Agreement withdrawn() {
      return new Agreement(
          accessToken, refreshToken, clientId, account, merchant, createdAt, expiresAt, true);
    }
  }

  /// Where a payment stands.
  enum Status {
    PROCESSING,
    SUCCESS,
    FAIL,
    CANCELLED
  }

  /// What was asked for in a payment.
  record Order(
      String clientId,
      String requestId,
      Amount amount,
      String token,
      String reference,
      String description,
      String notifyUrl) {

    boolean isSameAs(Order other) {
      return amount.equals(other.amount)
          && token.equals(other.token)
          && reference.equals(other.reference);
    }
  }

  record Payment(
      String id,
      Order order,
      String account,
      Amount charged,
      Status status,
      String code,
      Instant createdAt,
      @Nullable Instant decidedAt) {

    Payment ended(Status how, String why, Instant when) {
      return new Payment(id, order, account, charged, how, why, createdAt, when);
    }
  }

  record Refund(
      String id,
      String clientId,
      String requestId,
      String paymentId,
      Amount amount,
      Amount returned,
      Instant createdAt) {}
}
