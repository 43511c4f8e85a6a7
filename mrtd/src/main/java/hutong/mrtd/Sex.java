package hutong.mrtd;

/// The sex as a machine-readable zone states it.
public enum Sex {
  FEMALE('F'),
  MALE('M'),
  UNSPECIFIED('<');

  private final char letter;

  Sex(char letter) {
    this.letter = letter;
  }

  /// The character of the zone.
  public char letter() {
    return letter;
  }

  /// `F`, `M`, or `X` as the visual zone prints an unspecified sex.
  public String text() {
    return this == UNSPECIFIED ? "X" : String.valueOf(letter);
  }
}
