package hutong.culture.internal;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The public keys that ticket codes are checked with, so that a gate needs no line to us.
@RestController
class KeysApi {

  private static final Duration KEPT = Duration.ofHours(1);

  private final TicketCodes codes;

  KeysApi(TicketCodes codes) {
    this.codes = codes;
  }

  @GetMapping("/.well-known/jwks.json")
  ResponseEntity<String> keys() {
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf("application/jwk-set+json"))
        .cacheControl(CacheControl.maxAge(KEPT).cachePublic())
        .body(codes.published().toString());
  }
}
