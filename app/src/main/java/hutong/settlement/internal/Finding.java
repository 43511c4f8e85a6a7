package hutong.settlement.internal;

import hutong.kernel.AccountId;
import hutong.kernel.Money;
import hutong.payment.RailEntry.Kind;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a file and the books differ, and what became of it.
record Finding(
    UUID id,
    Source source,
    LocalDate day,
    Difference what,
    State state,
    @Nullable String reason,
    @Nullable AccountId proposedBy,
    @Nullable AccountId decidedBy) {

  /// How they differ. Texts: `settlement.fault.<NAME>` and `settlement.todo.<NAME>`.
  enum Fault {
    AMOUNT_DIFFERS,
    /// In the file, not in the books.
    MISSING_HERE,
    /// In the books, not in the file.
    MISSING_THERE,
    DUPLICATE,
    STATE_DIFFERS
  }

  enum State {
    OPEN,
    /// One person wants the books corrected; a second one has to agree.
    PROPOSED,
    EXPLAINED,
    CORRECTED,
    /// A later file, or our own recovery, put it right.
    CLEARED;

    boolean isOpen() {
      return this == OPEN || this == PROPOSED;
    }
  }

  /// One side of a difference.
  record Side(Money amount, String state) {}

  /// @param nth which of several of the same reference
  /// @param number what is printed on the receipt; empty when it is not ours
  /// @param more what the rail owes us more than the books say, in yuan
  record Difference(
      Fault fault,
      Kind kind,
      String reference,
      int nth,
      String number,
      @Nullable Side ours,
      @Nullable Side theirs,
      String theirId,
      Money more) {}
}
