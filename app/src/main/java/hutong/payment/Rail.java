package hutong.payment;

/// The ways money can come from.
public enum Rail {
  /// The wallet a visitor has at home, through the wallet network.
  HOME_WALLET,
  /// The visitor wallet of this platform, filled beforehand.
  BALANCE,
  /// A bank card, through a payment service provider.
  CARD
}
