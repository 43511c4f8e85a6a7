package hutong.rules;

/// What a rule answers.
public enum Outcome {
  /// The conditions appear to match.
  YES,
  NO,
  /// A row has ended, has not begun or was never verified, or a fact is missing: ask a person.
  MUST_CHECK
}
