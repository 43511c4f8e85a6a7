package hutong.presentation;

/// How asking can end.
public sealed interface Asking {

  record Asked(Presentation presentation) implements Asking {}

  /// There is no such purpose.
  record UnknownPurpose() implements Asking {}

  /// The purpose exists, but this party is not registered for it.
  record NotYourPurpose() implements Asking {}

  /// Not an address that a browser or a wallet can be sent to.
  record AddressRefused() implements Asking {}
}
