package hutong.lodging;

import hutong.kernel.PersonId;
import java.time.Instant;

/// The authority accepted a registration.
public record StayRegistered(StayId stay, PersonId guest, Instant at) {}
