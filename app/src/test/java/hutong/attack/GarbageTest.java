package hutong.attack;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestAnswer;
import hutong.TestPeople;
import hutong.TestPerson;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// Garbage at every door: whatever is sent to whatever address, the answer is a refusal that
/// explains itself, soon. `-Dhutong.garbage.each=50` makes it long, `-Dhutong.garbage.seed=…`
/// repeats a run.
@HutongTest
class GarbageTest {

  private static final int EACH = Integer.getInteger("hutong.garbage.each", 2);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([^}/:]+)[^}]*}");

  /// What would end the test's own means: her session, her person, the keys all tests share.
  private static final Set<String> SPARED =
      Set.of(
          "/sign-out",
          "/me/erase",
          "/me/sessions/end",
          "/console/credentials/rotate",
          "/console/rules/reload",
          "/api/v1/sign-in/tokens/current");

  /// Real keys, so that garbage comes past the first look-up.
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "key", List.of("palace-museum", "noodle-house", "badaling"),
          "partner", List.of("lotus-lane"),
          "operation", List.of("text.normalise"),
          "provider", List.of("PRACTICE_EUR"),
          "campaign", List.of("city-welcome"));

  @Autowired TestPeople people;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  private final long seed = Long.getLong("hutong.garbage.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final AtomicInteger sent = new AtomicInteger();

  /// By operation and status, the first request that was answered so.
  private final Map<String, String> faults = new ConcurrentSkipListMap<>();

  private record Caller(TestPerson person, @Nullable String token) {}

  private record Attempt(
      String door, String method, String address, @Nullable String type, byte[] body, Caller by) {}

  @Test
  void no_garbage_breaks_the_documented_api() throws InterruptedException {
    var maria = people.traveller();
    var callers =
        List.of(new Caller(people.stranger(), null), new Caller(maria, maria.api().token()));
    var document = people.stranger().api(null).get("/api/openapi.json").json();
    var attempts = new ArrayList<Attempt>();
    for (var path : document.get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (!SPARED.contains(path.getKey())) {
          for (var caller : callers) {
            describe(path.getKey(), operation.getKey(), operation.getValue(), document, caller)
                .forEach(attempts::add);
          }
        }
      }
    }
    send(attempts);
    assertThat(sent.get()).isGreaterThan(2_000);
    assertThat(faults).as("seed " + seed).isEmpty();
  }

  @Test
  void no_garbage_breaks_a_page() throws InterruptedException {
    var callers =
        List.of(new Caller(people.stranger(), null), new Caller(people.traveller(), null));
    var clerks =
        List.of(
            new Caller(people.staff("palace-museum"), null),
            new Caller(people.staff("lotus-lane"), null),
            new Caller(people.staff("noodle-house"), null));
    var operator = new Caller(people.operator(), null);
    callers.forEach(caller -> caller.person().formToken());
    clerks.forEach(caller -> caller.person().formToken());
    operator.person().formToken();
    var attempts = new ArrayList<Attempt>();
    mappings
        .getHandlerMethods()
        .forEach(
            (mapping, handler) -> {
              for (var pattern : mapping.getPatternValues()) {
                for (var method : mapping.getMethodsCondition().getMethods()) {
                  if (!SPARED.contains(pattern)) {
                    for (var caller : pattern.startsWith("/desk") ? clerks : callers) {
                      visit(pattern, method.name(), handler, caller, attempts);
                    }
                    if (pattern.startsWith("/console")) {
                      visit(pattern, method.name(), handler, operator, attempts);
                    }
                  }
                }
              }
            });
    send(attempts);
    assertThat(sent.get()).isGreaterThan(1_000);
    assertThat(faults).as("seed " + seed).isEmpty();
  }

  // ------------------------------------------------------------------ what the document describes

  private List<Attempt> describe(
      String path, String method, JsonNode operation, JsonNode document, Caller caller) {
    var attempts = new ArrayList<Attempt>();
    var door = method + " " + path;
    var names = new ArrayList<String>();
    for (var parameter : operation.path("parameters")) {
      if (parameter.path("in").asString().equals("query")) {
        names.add(parameter.path("name").asString());
      }
    }
    for (var address : addresses(path, names)) {
      attempts.add(attempt(door, method, address, null, new byte[0], caller));
    }
    if (caller.token() == null && !operation.path("security").isEmpty()) {
      return attempts; // refused before its body is read
    }
    var content = operation.path("requestBody").path("content");
    for (var each : content.properties()) {
      var address = filled(path, false);
      var schema = each.getValue().path("schema");
      var bodies = new ArrayList<>(Garbage.bodies());
      bodies.addAll(Garbage.spoilt(schema, document.path("components"), random, EACH));
      for (var body : bodies) {
        attempts.add(attempt(door, method, address, each.getKey(), body, caller));
      }
      for (var type :
          List.of(
              "text/xml",
              "application/json;charset=nope",
              "a",
              "multipart/form-data",
              "application/x-www-form-urlencoded",
              "application/json;charset=utf-16")) {
        attempts.add(
            attempt(door, method, address, type, "{}".getBytes(StandardCharsets.UTF_8), caller));
      }
    }
    return attempts;
  }

  private List<String> addresses(String path, List<String> names) {
    var addresses = new LinkedHashSet<String>();
    addresses.add(filled(path, false));
    if (path.contains("{")) {
      for (int i = 0; i < 6 + EACH; i++) {
        addresses.add(filled(path, true));
      }
    }
    for (var name : names) {
      for (var text : Garbage.TEXTS) {
        addresses.add(filled(path, false) + "?" + name + "=" + encoded(text));
      }
      addresses.add(filled(path, false) + "?" + name + "&" + name + "=1&" + name + "=2");
    }
    addresses.add(filled(path, false) + "?" + "a=b&".repeat(900));
    return List.copyOf(addresses);
  }

  // -------------------------------------------------------------------------- what a page may take

  private void visit(
      String pattern, String method, HandlerMethod handler, Caller caller, List<Attempt> into) {
    var door = method.toLowerCase(java.util.Locale.ROOT) + " " + pattern;
    var names = names(handler);
    if (method.equals("GET")) {
      into.add(attempt(door, method, filled(pattern, false), null, new byte[0], caller));
      for (int i = 0; i < 2 + EACH; i++) {
        var query = new StringBuilder("?");
        names.forEach(name -> query.append(name + "=" + encoded(any()) + "&"));
        boolean wild = i % 2 == 0 && pattern.contains("{");
        into.add(attempt(door, method, filled(pattern, wild) + query, null, new byte[0], caller));
      }
      return;
    }
    if (caller.person().cookie("hutong_form").isEmpty()) {
      return;
    }
    var token = "_csrf=" + encoded(caller.person().formToken());
    for (int i = 0; i < 3 + EACH; i++) {
      var form = new StringBuilder(token);
      names.forEach(name -> form.append("&" + name + "=" + encoded(any())));
      boolean wild = i % 3 == 2 && pattern.contains("{");
      var type = i == 0 ? "application/json" : "application/x-www-form-urlencoded";
      var body = i == 0 ? "{}" : i == 1 ? token : form.toString();
      into.add(
          attempt(
              door,
              method,
              filled(pattern, wild),
              type,
              body.getBytes(StandardCharsets.UTF_8),
              caller));
    }
  }

  private static List<String> names(HandlerMethod handler) {
    var names = new ArrayList<String>();
    for (var parameter : handler.getMethod().getParameters()) {
      var type = parameter.getType();
      if (parameter.isAnnotationPresent(PathVariable.class)
          || parameter.isAnnotationPresent(RequestHeader.class)
          || HttpServletRequest.class.isAssignableFrom(type)) {
        continue;
      }
      if (type.isRecord()) {
        for (var component : type.getRecordComponents()) {
          names.add(component.getName());
        }
      } else {
        names.add(parameter.getName());
      }
    }
    names.addAll(List.of("code", "amount", "name", "once", "email", "word", "entered", "lines"));
    return names.stream().distinct().toList();
  }

  private String filled(String pattern, boolean wild) {
    return VARIABLE
        .matcher(pattern)
        .replaceAll(
            found -> {
              var known = KEYS.get(found.group(1));
              if (wild) {
                var text = any();
                text = text.substring(0, Math.min(1_500, text.length()));
                return java.util.regex.Matcher.quoteReplacement(
                    encoded(text.isBlank() ? "x" : text));
              }
              return known == null
                  ? "00000000-0000-4000-8000-000000000000"
                  : known.get(random.nextInt(known.size()));
            });
  }

  private String any() {
    return Garbage.any(random);
  }

  // ------------------------------------------------------------------------------ sent and judged

  private Attempt attempt(
      String door, String method, String address, @Nullable String type, byte[] body, Caller by) {
    return new Attempt(door, method.toUpperCase(java.util.Locale.ROOT), address, type, body, by);
  }

  private void send(List<Attempt> attempts) throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(4)) {
      attempts.forEach(attempt -> threads.execute(() -> send(attempt)));
      threads.shutdown();
      assertThat(threads.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
    }
  }

  private void send(Attempt attempt) {
    int n = sent.incrementAndGet();
    var request =
        attempt
            .by()
            .person()
            .request("/")
            .uri(URI.create(base(attempt.by()) + attempt.address()))
            .timeout(PATIENCE)
            .setHeader("X-Forwarded-For", "198.18." + n / 250 % 250 + "." + (1 + n % 250))
            .method(attempt.method(), BodyPublishers.ofByteArray(attempt.body()));
    if (attempt.type() != null) {
      request.header("Content-Type", attempt.type());
    }
    if (attempt.by().token() != null) {
      request.header("Authorization", "Bearer " + attempt.by().token());
    }
    try {
      judge(attempt, attempt.by().person().send(request));
    } catch (AssertionError silent) {
      blame(attempt, "no answer: " + silent.getCause(), "");
    }
  }

  private static String base(Caller caller) {
    HttpRequest probe = caller.person().request("/").build();
    return probe.uri().getScheme() + "://" + probe.uri().getAuthority();
  }

  private void judge(Attempt attempt, TestAnswer answer) {
    var type = answer.header("Content-Type");
    if (answer.status() >= 500) {
      blame(attempt, String.valueOf(answer.status()), answer.text());
    } else if (answer.status() >= 400
        && attempt.address().startsWith("/api/v1/")
        && !attempt.address().startsWith("/api/v1/hooks/") // spoken as the networks prescribe
        && !type.startsWith("application/problem+json")) {
      blame(attempt, answer.status() + " as " + type, answer.text());
    } else if (type.startsWith("text/html") && answer.text().contains("<script>alert(1)")) {
      blame(attempt, "markup comes back", "");
    } else if (answer.status() >= 300
        && answer.status() < 400
        && answer.header("Location").matches("(?i)(https?:)?//evil\\.example.*|javascript:.*")) {
      blame(attempt, "leads away", answer.header("Location"));
    } else if (answer.response().headers().allValues("Set-Cookie").contains("a=b")) {
      blame(attempt, "header injected", "");
    }
  }

  private void blame(Attempt attempt, String why, String answer) {
    var body = new String(attempt.body(), StandardCharsets.UTF_8);
    faults.putIfAbsent(
        attempt.door() + " -> " + why,
        cut(attempt.address(), 200) + " " + cut(body, 300) + " => " + cut(answer, 200));
  }

  private static String cut(String text, int most) {
    var line = text.replaceAll("\\s+", " ");
    return line.substring(0, Math.min(most, line.length()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
