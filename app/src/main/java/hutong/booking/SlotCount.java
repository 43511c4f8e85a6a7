package hutong.booking;

/// How a slot stands at this moment.
///
/// @param taken people who have a place, those who came included
/// @param left places still to be had, the day's own limit considered
/// @param used people who came
public record SlotCount(String slot, int capacity, int taken, int left, int used) {}
