package hutong.rules;

/// How well a row is known.
public enum Certainty {
  /// Read in an official text or its official repost.
  OFFICIAL,
  /// Read in the press or in a public dataset that cites the official page.
  SECOND_HAND,
  /// Our reading of a sentence of the law.
  DERIVED,
  /// Known, but the source was not opened yet.
  BACKGROUND,
  /// Sources contradict one another.
  DISPUTED;

  /// Whether a yes may rest on it.
  public boolean carriesAYes() {
    return switch (this) {
      case OFFICIAL, SECOND_HAND, DERIVED -> true;
      case BACKGROUND, DISPUTED -> false;
    };
  }
}
