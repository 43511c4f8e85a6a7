package hutong.mrtd;

import java.util.Locale;

/// The check digits of a machine-readable zone.
public enum MrzCheck {
  NUMBER(Reason.CHECK_DIGIT_NUMBER),
  BIRTH(Reason.CHECK_DIGIT_BIRTH),
  EXPIRY(Reason.CHECK_DIGIT_EXPIRY),
  OPTIONAL(Reason.CHECK_DIGIT_OPTIONAL),
  COMPOSITE(Reason.CHECK_DIGIT_COMPOSITE);

  private final Reason reason;

  MrzCheck(Reason reason) {
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  /// The name of the field that is checked, in lower case.
  public String field() {
    return name().toLowerCase(Locale.ROOT);
  }
}
