package hutong.culture;

import hutong.booking.Reservation;
import hutong.kernel.Money;
import java.time.Instant;

/// A booked visit as its owner sees it.
///
/// @param part the name of the part of the day
/// @param startsAt first moment of admission
/// @param endsAt last moment of admission
/// @param price for one person; free when it is zero
public record Visit(
    Reservation reservation,
    Museum museum,
    Names part,
    Instant startsAt,
    Instant endsAt,
    Money price) {}
