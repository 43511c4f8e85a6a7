package hutong.mrtd;

/// Bytes are not what they should be. Never leaves this package.
final class MalformedException extends Exception {
  private final Reason reason;

  MalformedException(String message) {
    this(Reason.MALFORMED_CERTIFICATE, message);
  }

  MalformedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
