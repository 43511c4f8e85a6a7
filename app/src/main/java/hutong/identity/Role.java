package hutong.identity;

/// What an account may do. Everybody who signs in is a traveller; the others are granted.
public enum Role {
  TRAVELLER,
  /// Works at a partner's desk; which partner and which desk, `partners` knows.
  PARTNER_STAFF,
  OPERATOR,
  AUDITOR
}
