package hutong.entry;

/// What came of recording an entry.
public sealed interface Recording {

  record Recorded(StayPermission permission) implements Recording {}

  record Refused(Reason reason) implements Recording {}

  /// Why an entry was not recorded.
  enum Reason {
    IN_THE_FUTURE,
    TOO_LONG_AGO,
    UNKNOWN_PORT,
    /// This way in has no number of days; the last day must be read from the stamp or the visa.
    LAST_DAY_MISSING,
    LAST_DAY_BEFORE_ENTRY,
    LAST_DAY_TOO_FAR
  }
}
