package hutong.credential.internal;

import hutong.web.Problem;
import org.springframework.http.HttpStatus;

/// Every "no" that a person reads.
final class CredentialProblems {

  static Problem of(String code, HttpStatus status, Object... arguments) {
    return Problem.of("credential", code, status, arguments);
  }

  static Problem unknown() {
    return of("UNKNOWN_CREDENTIAL", HttpStatus.NOT_FOUND);
  }

  static Problem offerGone() {
    return of("OFFER_GONE", HttpStatus.NOT_FOUND);
  }

  static Problem tooManyOffers() {
    return of("TOO_MANY_OFFERS", HttpStatus.TOO_MANY_REQUESTS);
  }

  static Problem requestGone() {
    return of("REQUEST_GONE", HttpStatus.BAD_REQUEST);
  }

  static Problem unknownWallet() {
    return of("UNKNOWN_WALLET", HttpStatus.BAD_REQUEST);
  }

  static Problem walletRequest(String error) {
    return of("WALLET_REQUEST", HttpStatus.BAD_REQUEST, error);
  }

  static Problem partyGone() {
    return of("PARTY_GONE", HttpStatus.NOT_FOUND);
  }

  private CredentialProblems() {}
}
