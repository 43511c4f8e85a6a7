package hutong.web;

/// What a [Place] of the operator's console says of itself on the first page, beyond its name: a
/// bean of this type with the same path.
public interface ConsoleEntry {

  /// The message that names it.
  String titleKey();

  /// The message that says what is done there; may be empty.
  String textKey();

  /// Where it is, below `/console`.
  String path();

  Icon icon();

  /// How many things there need somebody now.
  default int attention() {
    return 0;
  }
}
