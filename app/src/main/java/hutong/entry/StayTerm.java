package hutong.entry;

import java.time.LocalDate;

/// How long a way in lets somebody stay.
public sealed interface StayTerm {

  /// A number of days, counted from the day after entry: until 24:00 of the last day, in Beijing.
  record Until(int days, LocalDate lastDay) implements StayTerm {}

  /// What the treaty or the visa says and the officer stamps; usually this many days.
  record AsStamped(int usualDays) implements StayTerm {}

  /// Not a day: the port area only, and out within 24 hours.
  record PortArea() implements StayTerm {}

  /// Nothing is known.
  record Unknown() implements StayTerm {}
}
