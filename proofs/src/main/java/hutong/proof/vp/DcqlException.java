package hutong.proof.vp;

/// A query that is not one.
public final class DcqlException extends Exception {

  private static final long serialVersionUID = 1;

  private final String where;

  public DcqlException(String where, String what) {
    super(where + ": " + what, null, false, false);
    this.where = where;
  }

  /// Which member is wrong.
  public String where() {
    return where;
  }
}
