package hutong.settlement.internal;

import hutong.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;

/// A rail's file of one day, as it was asked for last.
///
/// @param expected what the books say it moved
/// @param settled what the file says it moved
/// @param fees what the rail keeps for it
record Report(
    Source source,
    LocalDate day,
    State state,
    int lines,
    int matched,
    Money expected,
    Money settled,
    Money fees,
    Instant askedAt) {

  enum State {
    READ,
    NOT_READY,
    NO_ANSWER,
    UNREADABLE
  }
}
