package hutong.web;

/// A place in the operator's console: a bean of this type makes it appear there.
public interface ConsoleEntry {

  /// The message that names it.
  String titleKey();

  /// The message that says what is done there.
  String textKey();

  /// Where it is, below `/console`.
  String path();

  Icon icon();

  /// How many things there need somebody now.
  default int attention() {
    return 0;
  }
}
