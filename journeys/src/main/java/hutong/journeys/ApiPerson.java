package hutong.journeys;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who uses Hutong over HTTP, without a browser: an app with a token, or a person who
/// fills in the pages' forms. Her letters come to the practice mailbox.
public final class ApiPerson {

  /// What came back.
  public record Reply(int status, String text) {

    public JsonNode json() {
      return JSON.readTree(text);
    }
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LETTER_TAKES = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Pattern CODE = Pattern.compile("\\b(\\d{4}) ?(\\d{4})\\b");
  private static final Pattern HIDDEN = Pattern.compile("<input[^>]*type=\"hidden\"[^>]*>");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String platform;
  private final String sandbox;
  private final String email;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private @Nullable String token;
  private @Nullable String usedCode;

  private ApiPerson(World world, String email) {
    this.platform = world.platform();
    this.sandbox = world.sandbox();
    this.email = email;
  }

  /// An app that acts for her, with a token.
  public static ApiPerson withToken(World world, String email)
      throws IOException, InterruptedException {
    var person = new ApiPerson(world, email);
    person.takeToken();
    return person;
  }

  private void takeToken() throws IOException, InterruptedException {
    expect(202, send("POST", "/api/v1/sign-in/links", Map.of("email", email), Map.of()));
    var entry = Map.of("email", email, "code", code());
    var reply = expect(201, send("POST", "/api/v1/sign-in/tokens", entry, Map.of()));
    token = reply.json().path("token").asString();
  }

  /// An app that acts for her, who has shown a practice passport at the pages.
  public static ApiPerson withPassport(World world, String email, String surname)
      throws IOException, InterruptedException {
    var person = withSession(world, email, "");
    var lines = "/passport/lines";
    person.submit(person.page(lines), lines, Map.of("lines", person.passport(surname)));
    person.takeToken();
    return person;
  }

  /// The lines of a passport that the practice authority issues.
  private String passport(String surname) throws IOException, InterruptedException {
    var wish =
        Map.of(
            "surname", surname,
            "givenNames", "Maria",
            "nationality", "PRT",
            "issuer", "PRT",
            "birth", "1980-03-02",
            "sex", "F");
    var request =
        HttpRequest.newBuilder(URI.create(sandbox + "/authority/passports"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(wish)))
            .build();
    var issued = JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    return issued.path("mrz").path(0).asString() + "\n" + issued.path("mrz").path(1).asString();
  }

  /// A person at the pages; `door` is empty for travellers, else `/desk` or `/console`.
  public static ApiPerson withSession(World world, String email, String door)
      throws IOException, InterruptedException {
    var person = new ApiPerson(world, email);
    var ask = door + "/sign-in";
    var sent = person.submit(person.page(ask), ask, Map.of("email", email));
    var letter = URI.create(sent.headers().firstValue("location").orElseThrow()).getPath();
    person.submit(person.page(letter), letter, Map.of("code", person.code()));
    return person;
  }

  /// Her session, as a `Cookie` header.
  public String cookie() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  public String email() {
    return email;
  }

  /// What her app shows, as an `Authorization: Bearer` header.
  public String token() {
    if (token == null) {
      throw new IllegalStateException("she came with a session");
    }
    return token;
  }

  /// One call of the API; an empty body sends none.
  public Reply send(
      String method, String path, Map<String, String> body, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(platform + path))
            .timeout(PATIENCE)
            .header("Accept", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    headers.forEach(request::header);
    var answer = http.send(request.build(), BodyHandlers.ofString());
    return new Reply(answer.statusCode(), answer.body());
  }

  public JsonNode get(String path) throws IOException, InterruptedException {
    return expect(200, send("GET", path, Map.of(), Map.of())).json();
  }

  /// Links a practice wallet, agreeing on the wallet's own page.
  public void linkWallet(String provider, String account) throws IOException, InterruptedException {
    var wish = Map.of("rail", "HOME_WALLET", "provider", provider);
    var url = expect(201, send("POST", "/api/v1/rails", wish, Map.of())).json().path("url");
    var form = "act=agree&account=" + encoded(account);
    var agree =
        HttpRequest.newBuilder(URI.create(url.asString()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    var back = http.send(agree, BodyHandlers.ofString()).headers().firstValue("location");
    var values = query(URI.create(back.orElseThrow()).getRawQuery());
    var done =
        Map.of(
            "state", values.getOrDefault("authState", ""),
            "code", values.getOrDefault("authCode", ""));
    expect(201, send("POST", "/api/v1/rails/links", done, Map.of()));
  }

  /// A page as she sees it.
  public String page(String path) throws IOException, InterruptedException {
    var answer = exchange(HttpRequest.newBuilder(URI.create(platform + path)).GET());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answers " + answer.statusCode());
    }
    return answer.body();
  }

  /// How a page answers, whatever that is.
  public int status(String path) throws IOException, InterruptedException {
    return exchange(HttpRequest.newBuilder(URI.create(platform + path)).GET()).statusCode();
  }

  private HttpResponse<String> submit(String html, String action, Map<String, String> typed)
      throws IOException, InterruptedException {
    int start = html.indexOf("action=\"" + action + "\"");
    if (start < 0) {
      throw new IOException("no form for " + action);
    }
    var values = new LinkedHashMap<String, String>();
    var hidden = HIDDEN.matcher(html.substring(start, html.indexOf("</form>", start)));
    while (hidden.find()) {
      values.put(attribute(hidden.group(), "name"), attribute(hidden.group(), "value"));
    }
    values.putAll(typed);
    var form =
        values.entrySet().stream()
            .map(value -> encoded(value.getKey()) + "=" + encoded(value.getValue()))
            .collect(Collectors.joining("&"));
    var answer =
        exchange(
            HttpRequest.newBuilder(URI.create(platform + action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    if (answer.statusCode() / 100 != 3) {
      throw new IOException(action + " answers " + answer.statusCode());
    }
    return answer;
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    request.timeout(PATIENCE).header("Accept", "text/html").header("Accept-Language", "en");
    if (!cookies.isEmpty()) {
      request.header("Cookie", cookie());
    }
    var answer = http.send(request.build(), BodyHandlers.ofString());
    for (var set : answer.headers().allValues("set-cookie")) {
      var pair = set.split(";", 2)[0].split("=", 2);
      cookies.put(pair[0], pair[1]);
    }
    return answer;
  }

  /// The code of her newest letter, as soon as it is there.
  private String code() throws IOException, InterruptedException {
    var inbox = URI.create(sandbox + "/mail/api/messages?to=" + encoded(email));
    var request = HttpRequest.newBuilder(inbox).timeout(PATIENCE).build();
    long end = System.nanoTime() + LETTER_TAKES.toNanos();
    while (System.nanoTime() < end) {
      for (var letter : JSON.readTree(http.send(request, BodyHandlers.ofString()).body())) {
        var code = CODE.matcher(letter.path("text").asString(""));
        if (code.find() && !(code.group(1) + code.group(2)).equals(usedCode)) {
          usedCode = code.group(1) + code.group(2);
          return usedCode;
        }
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    throw new IOException("no letter came to " + email);
  }

  private Reply expect(int status, Reply reply) throws IOException {
    if (reply.status() != status) {
      throw new IOException("expected " + status + ", got " + reply);
    }
    return reply;
  }

  private static String attribute(String tag, String name) {
    var found = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(tag);
    return found.find() ? found.group(1).replace("&amp;", "&") : "";
  }

  private static Map<String, String> query(String query) {
    var values = new LinkedHashMap<String, String>();
    for (var pair : query.split("&")) {
      var parts = pair.split("=", 2);
      values.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return values;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
