package hutong.partners;

/// What a partner does, and so which desk its staff have.
public enum PartnerKind {
  HOTEL,
  MUSEUM,
  SHOP,
  /// A telecom operator.
  TELECOM,
  HOSPITAL,
  BANK,
  /// The customs desk of a port.
  PORT,
  /// Pays tax refunds behind the border check.
  TAX_AGENCY
}
