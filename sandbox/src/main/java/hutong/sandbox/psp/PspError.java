package hutong.sandbox.psp;

import hutong.sandbox.psp.PspRecords.Intent;
import hutong.sandbox.psp.TestCard.Decline;
import hutong.sandbox.web.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A refusal in the processor's own shape.
final class PspError extends RuntimeException {

  private final int status;
  private final Map<String, Object> error;

  private PspError(int status, Map<String, Object> error) {
    super(String.valueOf(error.get("message")), null, false, false);
    this.status = status;
    this.error = error;
  }

  static PspError request(int status, @Nullable String code, String message) {
    return request(status, code, message, null);
  }

  static PspError request(
      int status, @Nullable String code, String message, @Nullable String parameter) {
    return new PspError(
        status,
        Json.object(
            "type", "invalid_request_error",
            "code", code,
            "message", message,
            "param", parameter));
  }

  static PspError missing(String parameter) {
    return request(
        400, "parameter_missing", "Missing required param: " + parameter + ".", parameter);
  }

  static PspError noSuch(String what, String id) {
    return request(404, "resource_missing", "No such " + what + ": '" + id + "'", "id");
  }

  static PspError idempotency(String message) {
    return new PspError(400, Json.object("type", "idempotency_error", "message", message));
  }

  static PspError declined(Decline decline, Intent intent) {
    var error = PspRecords.error(decline);
    error.put("payment_intent", intent.json());
    return new PspError(402, error);
  }

  int status() {
    return status;
  }

  byte[] body() {
    return Json.bytes(Json.object("error", error));
  }
}
