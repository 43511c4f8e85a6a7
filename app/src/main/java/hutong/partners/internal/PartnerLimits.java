package hutong.partners.internal;

/// Every bound of the module.
final class PartnerLimits {

  static final int PARTNERS = 5_000;
  static final int STAFF = 200;
  static final int TOKENS = 50;
  static final int DESKS = 20;
  static final int TEXT = 200;
  static final int LABEL = 60;
  static final int EMAIL = 254;

  private PartnerLimits() {}
}
