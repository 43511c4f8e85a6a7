package hutong.credential.internal;

import hutong.proof.Json;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import tools.jackson.databind.node.ObjectNode;

/// What the protocol endpoints answer: JSON that nobody keeps, and every "no" as the specifications
/// have it.
@ControllerAdvice(assignableTypes = {TokenApi.class, CredentialApi.class, OfferApi.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProtocolAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(ProtocolAnswers.class);

  private final AtomicLong refused = new AtomicLong();

  @ExceptionHandler
  ResponseEntity<String> refused(OAuthFault fault) {
    LOG.debug("refusal {}: {}", refused.incrementAndGet(), fault.error());
    ObjectNode body = Json.object();
    body.put("error", fault.error()).put("error_description", fault.description());
    var answer = json(fault.status());
    fault.headers().forEach(answer::header);
    return answer.body(Json.write(body));
  }

  static ResponseEntity.BodyBuilder json(HttpStatus status) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .header("Pragma", "no-cache");
  }
}
