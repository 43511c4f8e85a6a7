package hutong.proof;

/// Something cannot be read at all. It is caught where reading began and becomes a finding.
public final class UnreadableException extends Exception {

  private final transient Finding finding;

  public UnreadableException(Reason reason, String where, String detail) {
    super(reason + " " + where + ": " + detail, null, false, false);
    this.finding = new Finding(reason, where, detail);
  }

  public UnreadableException(Reason reason, String where) {
    this(reason, where, reason.text());
  }

  public Finding finding() {
    return finding;
  }
}
