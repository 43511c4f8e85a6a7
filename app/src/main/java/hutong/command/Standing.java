package hutong.command;

/// How a command stands before it is done.
public sealed interface Standing {

  /// Nobody has done it: do it.
  record Fresh() implements Standing {}

  /// It was done; this was the answer.
  record Answered(Answer answer) implements Standing {}

  /// It is being done at this moment.
  record Running() implements Standing {}

  /// The key was used for something else.
  record OtherRequest() implements Standing {}
}
