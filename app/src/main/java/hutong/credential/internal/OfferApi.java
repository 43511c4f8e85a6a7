package hutong.credential.internal;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Where a wallet reads an offer that it was given by reference.
@RestController
@Hidden // it is OpenID4VCI's, not ours to describe
@CrossOrigin(originPatterns = "*", allowCredentials = "false")
class OfferApi {

  private final OfferService offers;
  private final CallLimit calls;

  OfferApi(OfferService offers, CallLimit calls) {
    this.offers = offers;
    this.calls = calls;
  }

  @GetMapping("/api/oid4vci/offers/{reference}")
  ResponseEntity<String> read(@PathVariable String reference, HttpServletRequest request) {
    calls.count(request);
    return offers
        .read(reference)
        .map(json -> ProtocolAnswers.json(HttpStatus.OK).body(json))
        .orElseThrow(
            () ->
                OAuthFault.of(
                    HttpStatus.NOT_FOUND, "invalid_request", "the offer is used or over"));
  }
}
