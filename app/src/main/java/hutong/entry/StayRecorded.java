package hutong.entry;

import hutong.kernel.PersonId;
import java.time.Instant;

/// A traveller recorded her entry. Her permission is at [Permissions#of(PersonId)].
public record StayRecorded(PersonId person, Instant recordedAt) {}
