package hutong.notice.internal;

import java.util.UUID;

/// A letter was written and may leave.
record LetterWritten(UUID letter) {}
