package hutong.toolkit;

/// A question that cannot be asked this way: something is missing, of another kind or too long.
///
/// It ends the reading of a request at its edge, where the probe answers `invalid` and the API a
/// problem.
public final class Malformed extends RuntimeException {

  /// What is wrong with the question itself.
  public enum Fault {
    UNREADABLE,
    UNKNOWN_OPERATION,
    FIELD_MISSING,
    FIELD_TYPE,
    FIELD_TOO_LONG,
    NOT_BASE64,
    TOO_LONG
  }

  private final Fault fault;
  private final String field;

  Malformed(Fault fault, String field) {
    super(fault + " " + field, null, false, false);
    this.fault = fault;
    this.field = field;
  }

  public Fault fault() {
    return fault;
  }

  /// The name of the field that is at fault, or empty.
  public String field() {
    return field;
  }
}
