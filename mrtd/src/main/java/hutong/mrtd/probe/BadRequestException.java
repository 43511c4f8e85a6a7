package hutong.mrtd.probe;

import hutong.mrtd.Reason;

/// A value of a request cannot be used. Never leaves this package.
final class BadRequestException extends Exception {
  private final Reason reason;
  private final String where;
  private final String detail;

  BadRequestException(Reason reason, String where, String detail) {
    super(where + ": " + detail);
    this.reason = reason;
    this.where = where;
    this.detail = detail;
  }

  Reason reason() {
    return reason;
  }

  String where() {
    return where;
  }

  String detail() {
    return detail;
  }
}
