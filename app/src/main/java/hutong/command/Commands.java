package hutong.command;

import hutong.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets a request be sent again under its Idempotency-Key and still be done once.
public interface Commands {

  /// The header that carries the key.
  String HEADER = "Idempotency-Key";

  /// What the description of an API says about it.
  String ABOUT =
      "Chosen by you, unique per wish. The same key with the same request always gets the same"
          + " answer; kept three days.";

  /// Reads what a request asks for.
  ///
  /// @param body all that it says beside its address, such as the record of its JSON
  /// @throws Problem.Stop when there is no usable key
  Command read(String caller, @Nullable String key, HttpServletRequest http, Object body);

  /// Does what is asked unless it was done before. What a power cut interrupted is done again by
  /// whoever asks again: `act` looks for what [Command#id()] made already. An answer of 500 or
  /// more is not kept.
  ///
  /// @throws Problem.Stop when it is running, or the key was used for something else
  Answer once(Command command, Supplier<Answer> act);

  /// How each of these stands, by [Command#name()]; what is missing was never seen. For callers
  /// that decide many in one transaction of their own and keep the answers with [#keep].
  Map<String, Standing> look(List<Command> commands);

  /// Keeps the answers of commands that nobody had seen, in the caller's transaction. Whoever calls
  /// has made sure, before [#look], that no other writer decides at the same time.
  void keep(List<Done> done);

  /// The answer of a command that was decided.
  ///
  /// @throws Problem.Stop when it is running, or the key was used for something else
  Answer answer(Standing standing);

  /// A command and its answer.
  record Done(Command command, Answer answer) {}
}
