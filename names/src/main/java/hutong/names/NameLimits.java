package hutong.names;

/// Every bound and threshold of the comparison, on one screen.
public final class NameLimits {

  /// Characters of a name that are read. A longer one is at best *possibly* the same.
  public static final int LONGEST = 400;

  /// Words of a name that are compared one by one. With more, only whole parts are compared.
  public static final int MOST_WORDS = 12;

  /// Marks above and below one letter that are read; more are dropped.
  static final int MOST_MARKS = 3;

  /// Letters that must agree before a name counts as cut at the end of a field of known length.
  static final int CUT_AT_KNOWN_LENGTH = 10;

  /// Letters that must agree before a name counts as cut where nothing says how long the field was.
  static final int CUT_FOR_SURE = 24;

  /// Letters that must agree before a name is possibly cut where nothing says so.
  static final int CUT_PERHAPS = 16;

  /// Letters that must agree where the caller says that one name is cut.
  static final int CUT_AS_SAID = 6;

  /// Letters that must be missing before a name is possibly cut at no known length.
  static final int CUT_AT_LEAST = 3;

  /// Ways of spelling one word that are looked at when neither writing is plain.
  static final int MOST_SPELLINGS = 24;

  /// Other names that one name may carry.
  static final int MOST_ALIASES = 4;

  /// Reasons of three kinds that each say *possibly* are no reason any more.
  static final int MOST_DOUBTS = 2;

  private NameLimits() {}
}
