package hutong;

import hutong.identity.Accounts;
import hutong.identity.internal.FrontDoorKey;
import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// One browser, and whoever sits before it. Redirects are shown, not followed: see [#follow].
public final class TestPerson {

  private static final HttpClient.Builder CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER);

  private final String base;
  private final String email;
  private final String source;
  private final FrontDoorKey door;
  private final Accounts accounts;
  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient client;
  private String language = "en";

  TestPerson(String base, String email, String source, FrontDoorKey door, Accounts accounts) {
    this.base = base;
    this.email = email;
    this.source = source;
    this.door = door;
    this.accounts = accounts;
    this.client = CLIENT.cookieHandler(cookies).build();
  }

  public String email() {
    return email;
  }

  public AccountId account() {
    return accounts.findByEmail(email).orElseThrow();
  }

  /// The person herself: the first traveller of her account.
  public PersonId person() {
    return accounts.findOwner(account()).orElseThrow();
  }

  /// From now on she reads another language.
  public TestPerson reading(String tag) {
    language = tag;
    return this;
  }

  TestAnswer signIn(String at) {
    var letter = door.ask(email, source, at);
    return post("/sign-in/link/" + letter.token());
  }

  /// Signs in with a fresh letter, in the same browser.
  public TestAnswer signInAgain() {
    return signIn("TRAVELLER");
  }

  /// The letter that the page would have sent her.
  public FrontDoorKey.Letter letter(String at) {
    return door.ask(email, source, at);
  }

  public TestAnswer get(String path) {
    return send(request(path).GET());
  }

  /// Sends a form of name, value, name, value ... with its token.
  public TestAnswer post(String path, String... form) {
    var fields = new ArrayList<String>();
    for (int i = 0; i < form.length; i += 2) {
      fields.add(encode(form[i]) + "=" + encode(form[i + 1]));
    }
    fields.add("_csrf=" + encode(formToken()));
    return send(form(path, String.join("&", fields)));
  }

  /// The same without the token that proves the form is ours.
  public TestAnswer postForged(String path, String... form) {
    var fields = new ArrayList<String>();
    for (int i = 0; i < form.length; i += 2) {
      fields.add(encode(form[i]) + "=" + encode(form[i + 1]));
    }
    return send(form(path, String.join("&", fields)));
  }

  /// Any other request with her cookies, such as an upload; call [#formToken()] for its token.
  public TestAnswer send(HttpRequest.Builder request) {
    try {
      return new TestAnswer(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base).resolve(path))
        .header("Accept-Language", language)
        .header("X-Forwarded-For", source);
  }

  /// Goes where the answer points.
  public TestAnswer follow(TestAnswer answer) {
    return get(answer.location());
  }

  /// An app of hers, with a token of its own.
  public TestApi api() {
    var letter = door.ask(email, source, "TRAVELLER");
    var body =
        JsonMapper.shared()
            .writeValueAsString(java.util.Map.of("email", email, "code", letter.code()));
    var stranger = new TestApi(this, null);
    var token = stranger.post("/api/v1/sign-in/tokens", body).json().get("token").stringValue();
    return new TestApi(this, token);
  }

  /// A caller of the API that shows this token, or none.
  public TestApi api(String token) {
    return new TestApi(this, token);
  }

  /// What the hidden field of a form would hold.
  public String formToken() {
    if (cookie("hutong_form").isEmpty()) {
      get("/sign-in/letters/" + new java.util.UUID(0, 0)); // a page with a form brings it
    }
    byte[] token = cookie("hutong_form").orElseThrow().getBytes(StandardCharsets.UTF_8);
    byte[] masked = new byte[token.length * 2]; // a mask of zeros, then the token under it
    System.arraycopy(token, 0, masked, token.length, token.length);
    return Base64.getUrlEncoder().encodeToString(masked);
  }

  public Optional<String> cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  private HttpRequest.Builder form(String path, String body) {
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
