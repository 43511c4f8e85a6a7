package hutong.rules;

import java.time.LocalDate;

/// The days on which a row binds, both included. An open end is [LocalDate#MAX].
public record Validity(LocalDate from, LocalDate to) {

  public Validity {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("ends before it begins");
    }
  }

  public boolean covers(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }

  public boolean openEnded() {
    return to.equals(LocalDate.MAX);
  }

  /// The days both cover. The two must overlap.
  public Validity and(Validity other) {
    return new Validity(
        from.isAfter(other.from) ? from : other.from, to.isBefore(other.to) ? to : other.to);
  }

  public boolean overlaps(Validity other) {
    return !from.isAfter(other.to) && !other.from.isAfter(to);
  }
}
