package hutong.identity;

import hutong.kernel.PersonId;
import java.time.Instant;

/// A person was erased: her key is gone, and with it everything it sealed.
public record PersonErased(PersonId person, Instant at) {}
