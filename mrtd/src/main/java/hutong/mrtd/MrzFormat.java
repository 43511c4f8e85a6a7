package hutong.mrtd;

/// The five shapes of a machine-readable zone (Doc 9303 parts 4 to 7).
public enum MrzFormat {
  /// Card: three lines of 30 (part 5).
  TD1("TD1", 3, 30),
  /// Official document of the larger size: two lines of 36 (part 6).
  TD2("TD2", 2, 36),
  /// Passport booklet: two lines of 44 (part 4).
  TD3("TD3", 2, 44),
  /// Visa of the larger size: two lines of 44 (part 7).
  MRV_A("MRV-A", 2, 44),
  /// Visa of the smaller size: two lines of 36 (part 7).
  MRV_B("MRV-B", 2, 36);

  private final String title;
  private final int lines;
  private final int length;

  MrzFormat(String title, int lines, int length) {
    this.title = title;
    this.lines = lines;
    this.length = length;
  }

  /// The name that Doc 9303 uses.
  public String title() {
    return title;
  }

  /// Number of lines.
  public int lines() {
    return lines;
  }

  /// Characters of each line.
  public int length() {
    return length;
  }

  /// True for the two visa formats, which have no composite check digit.
  public boolean visa() {
    return this == MRV_A || this == MRV_B;
  }

  int nameLength() {
    return this == TD1 ? 30 : length - 5;
  }

  int optionalLength() {
    return switch (this) {
      case TD1 -> 15;
      case TD2 -> 7;
      case TD3 -> 14;
      case MRV_A -> 16;
      case MRV_B -> 8;
    };
  }
}
