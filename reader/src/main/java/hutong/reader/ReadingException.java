package hutong.reader;

/// A reading that cannot go on. The message is for whoever stands at the counter.
public final class ReadingException extends Exception {

  /// Why, as the program's exit status.
  public enum Reason {
    /// No reader is attached, or no document lies on it.
    NO_CARD(3),
    /// What is printed does not open this chip.
    WRONG_KEY(4),
    /// The document was moved too early, or the chip does not answer.
    CONNECTION_LOST(5),
    /// The chip does not hold what a travel document's chip must hold.
    NOT_A_DOCUMENT(6),
    /// The platform did not take it.
    PLATFORM(7);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  private final Reason reason;

  ReadingException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  ReadingException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /// Why the reading ended.
  public Reason reason() {
    return reason;
  }
}
