package hutong.lodging.internal;

import hutong.lodging.StayId;
import hutong.lodging.StayStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The lodging authority over HTTP. The stay's id is the idempotency key, so that asking again
/// after a lost answer files nothing twice.
@Component
class AuthorityGateway {

  private final LodgingSettings settings;
  private final JsonMapper json;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(LodgingLimits.CONNECT)
          .build();

  AuthorityGateway(LodgingSettings settings, JsonMapper json) {
    this.settings = settings;
    this.json = json;
  }

  /// What the authority says of a registration.
  record Answer(String id, Optional<Decision> decision) {}

  /// @param next ACCEPTED or RETURNED
  record Decision(StayStatus next, StayStore.Outcome outcome) {}

  boolean configured() {
    return settings.authority() != null;
  }

  /// Empty when it did not answer, or not in a way that can be relied on: to be asked again.
  Optional<Answer> file(StayId stay, Map<String, Object> record) {
    return send("/v1/registrations", stay.toString(), json.writeValueAsString(record));
  }

  Optional<Answer> ask(String authorityId) {
    return send("/v1/registrations/" + authorityId, null, null);
  }

  /// False when it did not answer.
  boolean departed(String authorityId, StayId stay) {
    return send("/v1/registrations/" + authorityId + "/departure", stay + "-left", "{}")
        .isPresent();
  }

  private Optional<Answer> send(String path, @Nullable String key, @Nullable String body) {
    var authority = settings.authority();
    if (authority == null) {
      return Optional.empty();
    }
    var request =
        HttpRequest.newBuilder(URI.create(authority.url() + path))
            .timeout(settings.answerWithin())
            .header("Authorization", "Bearer " + authority.key())
            .header("Accept", "application/json");
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        byte[] bytes = in.readNBytes(LodgingLimits.ANSWER_BYTES);
        return response.statusCode() / 100 == 2 ? read(bytes) : Optional.empty();
      }
    } catch (IOException silent) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<Answer> read(byte[] bytes) {
    try {
      var answer = json.readTree(bytes);
      var id = text(answer, "id");
      if (id == null || !id.matches("[\\w-]{1,80}")) {
        return Optional.empty();
      }
      return switch (String.valueOf(text(answer, "status"))) {
        case "RECEIVED", "CLOSED", "DEPARTED" -> Optional.of(new Answer(id, Optional.empty()));
        case "ACCEPTED" ->
            text(answer, "number") == null
                ? Optional.empty()
                : Optional.of(new Answer(id, Optional.of(decision(answer, StayStatus.ACCEPTED))));
        case "RETURNED" ->
            Optional.of(new Answer(id, Optional.of(decision(answer, StayStatus.RETURNED))));
        default -> Optional.empty();
      };
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  private static Decision decision(JsonNode answer, StayStatus next) {
    var station = answer.path("station");
    var name = text(station, "nameChinese") == null ? "name" : "nameChinese";
    return new Decision(
        next,
        new StayStore.Outcome(
            text(answer, "id"),
            text(answer, "number"),
            text(station, name),
            text(answer, "reason"),
            null));
  }

  private static @Nullable String text(JsonNode node, String name) {
    var value = node.path(name);
    if (!value.isString()) {
      return null;
    }
    var text = value.asString();
    return text.substring(0, Math.min(text.length(), LodgingLimits.ADDRESS));
  }
}
