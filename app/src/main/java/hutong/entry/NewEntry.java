package hutong.entry;

import java.time.LocalDate;
import java.util.Optional;

/// She has entered.
///
/// @param entered the day in Beijing
/// @param port a port's code of the rule set, or `other`
/// @param lastDay the last day that an officer stamped or a visa gives; needed where the way in has
///     no number of days of its own
public record NewEntry(
    LocalDate entered, String port, EntryPath path, Optional<LocalDate> lastDay) {}
