package hutong.reader;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The platform over HTTP: a session that a traveller opened on her page, or a token.
public final class HttpPlatform implements Platform {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final URI challenges;
  private final URI checks;
  private final @Nullable String token;

  private HttpPlatform(URI challenges, URI checks, @Nullable String token) {
    this.challenges = challenges;
    this.checks = checks;
    this.token = token;
  }

  /// The address of a reader session; the address itself is the permission.
  public static HttpPlatform ofSession(String address) {
    var base = address.replaceFirst("/+$", "");
    return new HttpPlatform(URI.create(base + "/challenges"), URI.create(base + "/files"), null);
  }

  /// A platform's address, and the token of a partner or of a traveller's app.
  public static HttpPlatform ofToken(String address, String token) {
    var base = address.replaceFirst("/+$", "") + "/api/v1/documents/";
    return new HttpPlatform(URI.create(base + "challenges"), URI.create(base + "checks"), token);
  }

  @Override
  public Challenge challenge(Map<String, byte[]> files) throws ReadingException {
    var body = JSON.createObjectNode();
    var dg14 = files.get("DG14");
    if (dg14 != null) {
      body.putObject("files").put("DG14", text(dg14));
    }
    try {
      var answer = JSON.readTree(post(challenges, body.toString()));
      var agreement = answer.path("chipAuthentication");
      List<byte[]> commands = new ArrayList<>();
      for (var command : agreement.path("commands")) {
        commands.add(bytes(command));
      }
      return new Challenge(
          answer.path("challenge").asString(),
          bytes(answer.path("activeAuthentication").path("command")),
          commands,
          commands.isEmpty() ? null : bytes(agreement.path("protectedCommand")));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new ReadingException(
          ReadingException.Reason.PLATFORM, "The platform's challenge cannot be read.", e);
    }
  }

  @Override
  public String hand(Map<String, byte[]> files, @Nullable Transcript transcript)
      throws ReadingException {
    var body = new LinkedHashMap<String, Object>();
    var encoded = new LinkedHashMap<String, String>();
    files.forEach((name, content) -> encoded.put(name, text(content)));
    body.put("files", encoded);
    if (transcript != null) {
      var said = new LinkedHashMap<String, String>();
      said.put("challenge", transcript.challenge());
      if (transcript.signed() != null) {
        said.put("activeAuthentication", text(transcript.signed()));
      }
      if (transcript.agreed() != null) {
        said.put("chipAuthentication", text(transcript.agreed()));
      }
      body.put("transcript", said);
    }
    return post(checks, JSON.writeValueAsString(body));
  }

  private String post(URI address, String json) throws ReadingException {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, application/problem+json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 == 2) {
        return answer.body();
      }
      throw new ReadingException(
          ReadingException.Reason.PLATFORM, refusal(answer.statusCode(), answer.body()));
    } catch (IOException e) {
      throw new ReadingException(
          ReadingException.Reason.PLATFORM, "The platform cannot be reached: " + address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReadingException(ReadingException.Reason.PLATFORM, "Interrupted.", e);
    }
  }

  // A refusal explains itself: its title, and what to do next.
  private static String refusal(int status, String body) {
    try {
      var problem = JSON.readTree(body);
      var said = problem.path("title").asString("") + ". " + problem.path("next").asString("");
      return said.length() > 3 ? said.strip() : "The platform answered " + status + ".";
    } catch (JacksonException notJson) {
      return "The platform answered " + status + ".";
    }
  }

  private static byte[] bytes(JsonNode node) {
    return Base64.getDecoder().decode(node.asString());
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
