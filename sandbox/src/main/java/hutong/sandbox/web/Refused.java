package hutong.sandbox.web;

/// A request that cannot be answered as asked: status, stable code, one plain sentence.
public final class Refused extends RuntimeException {

  private final int status;
  private final String code;
  private final String detail;

  public Refused(int status, String code, String detail) {
    super(code + ": " + detail, null, false, false);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }

  public static Refused malformed(String detail) {
    return new Refused(400, "MALFORMED", detail);
  }

  public static Refused notFound(String what) {
    return new Refused(404, "NOT_FOUND", "There is no " + what + " here.");
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String detail() {
    return detail;
  }
}
