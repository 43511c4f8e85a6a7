package hutong.partners;

import hutong.presentation.Asking;
import hutong.presentation.RelyingParty;
import hutong.web.Problem;
import org.springframework.http.HttpStatus;

/// Partners as they ask travellers for facts.
public final class RelyingParties {

  public static RelyingParty of(Partner partner) {
    return new RelyingParty(
        partner.id().toString(), partner.key(), partner.kind().name(), partner.names());
  }

  /// Why somebody may not ask.
  public static Problem.Stop problem(Asking refused) {
    return switch (refused) {
      case Asking.Asked(var ignored) -> throw new IllegalArgumentException("it was asked");
      case Asking.UnknownPurpose() -> stop("UNKNOWN_PURPOSE", HttpStatus.UNPROCESSABLE_CONTENT);
      case Asking.NotYourPurpose() -> stop("PURPOSE_NOT_YOURS", HttpStatus.FORBIDDEN);
      case Asking.AddressRefused() -> stop("ADDRESS_REFUSED", HttpStatus.UNPROCESSABLE_CONTENT);
    };
  }

  private static Problem.Stop stop(String code, HttpStatus status) {
    return Problem.of("presentation", code, status).stop();
  }

  private RelyingParties() {}
}
