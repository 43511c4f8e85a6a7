package hutong.booking;

import hutong.kernel.AccountId;
import java.util.UUID;

/// Lets a command of the API be sent again under its Idempotency-Key and still be done once.
public interface Commands {

  /// Says whether this command is to be done now.
  ///
  /// @param payload all that the command says; the same key with another payload is refused
  Start begin(AccountId account, String key, String payload);

  /// Keeps the answer, to be given again word for word.
  void answer(AccountId account, String key, int status, String body);

  /// How a command may begin.
  sealed interface Start {

    /// Do it. A command that was cut off before its answer is begun again with the same id, so
    /// that what it made can be found.
    record Fresh(UUID id) implements Start {}

    /// It was done; this was the answer.
    record Answered(int status, String body) implements Start {}

    /// It is being done at this moment.
    record Running() implements Start {}

    /// The key was used for something else.
    record OtherPayload() implements Start {}
  }
}
