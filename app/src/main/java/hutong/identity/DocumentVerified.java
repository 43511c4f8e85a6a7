package hutong.identity;

import hutong.kernel.PersonId;
import java.time.Instant;

/// A person became known by a document, or by a better check of it.
public record DocumentVerified(PersonId person, Document.Level level, Instant at) {}
