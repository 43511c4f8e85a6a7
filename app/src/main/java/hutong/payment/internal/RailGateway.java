package hutong.payment.internal;

import hutong.kernel.Money;
import hutong.payment.PaymentId;
import hutong.payment.Rail;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One outside system that moves money. Every call carries our own id and is safe to repeat; a
/// call that got no answer ends as `Unknown`, never as a refusal.
interface RailGateway {

  Rail rail();

  /// What is to be charged, and with what.
  ///
  /// @param token what linking gave, opened from its seal
  record Charge(
      PaymentId id, String number, Money total, String description, Map<String, String> token) {}

  /// How a charge stands.
  sealed interface ChargeAnswer {
    record Taken(String outsideId) implements ChargeAnswer {}

    record Declined(Decline decline) implements ChargeAnswer {}

    /// Her bank wants to ask her something at this address.
    record ActionNeeded(String outsideId, String url) implements ChargeAnswer {}

    /// The rail has it and has not decided.
    record Processing(String outsideId) implements ChargeAnswer {}

    /// The rail never heard of it.
    record NotFound() implements ChargeAnswer {}

    record Unknown() implements ChargeAnswer {}
  }

  record Refund(UUID id, PaymentId payment, String outsideId, Money amount) {}

  /// How a refund stands.
  sealed interface RefundAnswer {
    record Returned(String outsideId) implements RefundAnswer {}

    record Refused() implements RefundAnswer {}

    record Unknown() implements RefundAnswer {}
  }

  /// How calling off a charge ends.
  sealed interface UndoAnswer {
    /// Nothing is taken, and nothing will be; what was taken went back.
    record Undone() implements UndoAnswer {}

    /// The rail never heard of it. It may still arrive.
    record NothingThere() implements UndoAnswer {}

    record Unknown() implements UndoAnswer {}
  }

  /// The beginning of linking: where to send her, and what to remember until she is back.
  record LinkStart(String url, Map<String, String> remember) {}

  /// What was linked.
  ///
  /// @param currency what it is charged in
  /// @param label a masked number
  record Linked(String provider, String currency, String label, Map<String, String> token) {}

  ChargeAnswer charge(Charge charge);

  ChargeAnswer inquire(PaymentId id, @Nullable String outsideId);

  /// Calls off a charge, whether it was taken or not.
  UndoAnswer undo(PaymentId id, @Nullable String outsideId);

  RefundAnswer refund(Refund refund);

  /// Empty when the provider does not answer.
  Optional<LinkStart> startLink(UUID link, String provider, String state, String returnUrl);

  /// Empty when the provider does not answer or she did not agree.
  Optional<Linked> finishLink(String provider, Map<String, String> remembered, String code);

  void unlink(Map<String, String> token);
}
