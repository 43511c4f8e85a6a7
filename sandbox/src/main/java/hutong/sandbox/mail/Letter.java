package hutong.sandbox.mail;

import hutong.sandbox.web.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A letter as it arrived. `to` are those it was handed over for, whatever its headers say.
record Letter(
    String id,
    String from,
    List<String> to,
    String subject,
    String text,
    List<Attachment> attachments,
    Instant receivedAt) {

  /// A file that came with a letter.
  record Attachment(String name, String type, int size) {}

  boolean isTo(String address) {
    return to.stream().anyMatch(address::equalsIgnoreCase);
  }

  Map<String, Object> json() {
    return Json.object(
        "id", id,
        "from", from,
        "to", to.isEmpty() ? "" : to.getFirst(),
        "recipients", to,
        "subject", subject,
        "text", text,
        "attachments", attachments,
        "receivedAt", receivedAt.toString());
  }
}
