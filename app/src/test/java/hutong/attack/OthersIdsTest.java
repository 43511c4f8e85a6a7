package hutong.attack;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestAnswer;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.booking.BookingSamples;
import hutong.identity.internal.TestDocuments;
import hutong.kernel.Beijing;
import hutong.partners.Partners;
import hutong.partners.internal.DeskKey;
import hutong.payment.internal.RecoveryKey;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every id that a traveller's pages and answers show is put into every address that takes one, by
/// everybody else: another traveller, nobody, clerks of partners she has nothing to do with. What
/// is hers stays hers.
@HutongTest
class OthersIdsTest {

  private static final Pattern ID =
      Pattern.compile(
          "[a-z]{2,20}_[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
              + "|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])");
  private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([^}/:]+)[^}]*}");
  private static final Pattern LINK = Pattern.compile("(?:href|action)=\"(/[^\"#?]*)");

  /// Anybody may ask these; what they answer is not about her, or the address is itself a secret
  /// that she hands on (a host, a party).
  private static final Pattern OPEN =
      Pattern.compile(
          "/api/v1/(log|toolkit|museums|rules|purposes|voucher-campaigns)\\b.*|/museums/.*"
              + "|/gallery.*|/problems/.*|/language/.*|/reading/.*|/sign-in/.*|/desk/sign-in/.*"
              + "|/console/sign-in/.*|/credentials/(status|types)/.*|/host/.*|/passport/read/.*"
              + "|/parties/.*");

  private static final Set<String> SPARED = Set.of("/me/erase", "/sign-out", "/me/sessions/end");

  @Autowired TestPeople people;
  @Autowired TestClock clock;
  @Autowired Partners partners;
  @Autowired DeskKey desks;
  @Autowired TestDocuments documents;
  @Autowired RecoveryKey recovery;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  private record Door(String method, String pattern) {}

  @Test
  void nobody_reaches_what_is_hers_by_its_id() {
    var maria = people.traveller();
    live(maria);
    var ids = harvest(maria);
    assertThat(ids).as("ids that her pages show").hasSizeGreaterThan(5);
    var hers = new TreeMap<String, Integer>();
    var leaks = new LinkedHashMap<String, String>();
    var others = new LinkedHashMap<String, TestPerson>();
    others.put("another traveller", people.traveller());
    others.put("nobody", people.stranger());
    others.put("a clerk elsewhere", people.staff("tea-shop"));
    for (var door : doors()) {
      for (var id : ids) {
        for (var other : others.entrySet()) {
          var answer = ask(other.getValue(), null, door, id);
          var api = door.pattern().startsWith("/api/");
          if (!api) {
            judge(leaks, door, id, other.getKey(), answer);
          }
        }
        if (door.method().equals("GET") && ask(maria, null, door, id).status() == 200) {
          hers.merge(door.pattern(), 1, Integer::sum);
        }
      }
    }
    assertThat(hers.keySet()).as("she herself sees some: the check can fail").isNotEmpty();
    assertThat(leaks).isEmpty();
  }

  @Test
  void no_token_but_hers_opens_what_is_hers() {
    var maria = people.traveller();
    live(maria);
    var token = maria.api().token();
    var ids = harvest(maria);
    var tokens = new LinkedHashMap<String, @Nullable String>();
    tokens.put("another traveller", people.traveller().api().token());
    tokens.put("nobody", null);
    tokens.put("a partner", desks.token(partners.findByKey("tea-shop").orElseThrow()));
    tokens.put("her own token, changed", token.substring(1) + "A");
    var hers = new TreeMap<String, Integer>();
    var leaks = new LinkedHashMap<String, String>();
    for (var door : doors()) {
      if (door.pattern().startsWith("/api/")) {
        for (var id : ids) {
          for (var other : tokens.entrySet()) {
            var answer = ask(people.stranger(), other.getValue(), door, id);
            judge(leaks, door, id, other.getKey(), answer);
          }
          if (door.method().equals("GET")
              && ask(people.stranger(), token, door, id).status() == 200) {
            hers.merge(door.pattern(), 1, Integer::sum);
          }
        }
      }
    }
    assertThat(hers.keySet()).as("her own token sees some: the check can fail").isNotEmpty();
    assertThat(leaks).isEmpty();
  }

  private static void judge(
      Map<String, String> leaks, Door door, String id, String who, TestAnswer answer) {
    boolean open = OPEN.matcher(door.pattern()).matches();
    boolean refused = answer.status() >= 300 && answer.status() < 500;
    if (answer.status() >= 500 || (!open && !refused)) {
      leaks.putIfAbsent(
          door.method() + " " + door.pattern() + " by " + who,
          answer.status() + " for " + id + ": " + cut(answer.text()));
    }
  }

  /// Every address with a place for an id, read and written.
  private List<Door> doors() {
    var doors = new LinkedHashSet<Door>();
    for (var mapping : mappings.getHandlerMethods().keySet()) {
      for (var pattern : mapping.getPatternValues()) {
        for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
          if (pattern.contains("{") && !SPARED.contains(pattern)) {
            doors.add(new Door(method.name(), pattern));
          }
        }
      }
    }
    return List.copyOf(doors);
  }

  private static TestAnswer ask(TestPerson person, @Nullable String token, Door door, String id) {
    var path = VARIABLE.matcher(door.pattern()).replaceAll(id);
    var request = person.request("/");
    request.uri(URI.create(request.build().uri().resolve(path).toString()));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (door.method().equals("GET") || door.method().equals("DELETE")) {
      request.method(door.method(), BodyPublishers.noBody());
    } else if (door.pattern().startsWith("/api/")) {
      request
          .header("Content-Type", MediaType.APPLICATION_JSON_VALUE)
          .header("Idempotency-Key", UUID.randomUUID().toString())
          .method(door.method(), BodyPublishers.ofString("{\"amount\":\"1.00\"}"));
    } else {
      request
          .header("Content-Type", MediaType.APPLICATION_FORM_URLENCODED_VALUE)
          .method(
              door.method(),
              BodyPublishers.ofString("amount=1&answer=confirm&_csrf=" + person.formToken()));
    }
    return person.send(request);
  }

  /// A day in town: a companion, a wallet, a payment, a stay, a wish to be presented.
  private void live(TestPerson maria) {
    documents.give(maria.person(), BookingSamples.passport("R" + System.nanoTime()));
    recovery.fetchRates();
    maria.post("/me/people", "name", "Tomás", "relation", "CHILD");
    var api = maria.api();
    var link =
        api.post("/api/v1/rails", "{\"rail\":\"HOME_WALLET\",\"provider\":\"PRACTICE_EUR\"}");
    var state = link.json().path("url").asString("").replaceFirst(".*[?&]state=([^&]+).*", "$1");
    api.post("/api/v1/rails/links", "{\"state\":\"" + state + "\",\"code\":\"ok\"}");
    var pay = "{\"merchant\":\"noodle-house\",\"amount\":\"12.00\",\"rail\":\"HOME_WALLET\"}";
    api.post("/api/v1/payments", pay, "Idempotency-Key", UUID.randomUUID().toString());
    var stay =
        """
        {"arrival":"%s","departure":"%s","address":"12 Sanlitun Road",
         "chineseAddress":"三里屯路12号"}"""
            .formatted(
                clock.instant().minus(Duration.ofHours(1)),
                Beijing.day(clock.instant()).plusDays(4));
    api.post("/api/v1/stays", stay, "Idempotency-Key", UUID.randomUUID().toString());
    var days = api.get("/api/v1/museums/palace-museum/days").json();
    var day =
        days.valueStream()
            .filter(each -> each.path("state").asString().equals("OPEN"))
            .reduce((first, last) -> last);
    if (day.isPresent()) {
      api.post(
          "/api/v1/reservations",
          """
          {"museum":"palace-museum","day":"%s","slot":"morning","travellers":["%s"]}"""
              .formatted(day.get().path("day").asString(), maria.person()),
          "Idempotency-Key",
          UUID.randomUUID().toString());
    }
    maria.post("/me/credentials/parties", "title", "Us", "member", maria.person().toString());
  }

  /// Every id in every page and answer she can reach from her own pages.
  private Set<String> harvest(TestPerson maria) {
    var ids = new LinkedHashSet<String>();
    var seen = new LinkedHashSet<String>();
    var next =
        new ArrayDeque<>(
            List.of(
                "/me",
                "/today",
                "/passes",
                "/pay",
                "/stays",
                "/tickets",
                "/me/people",
                "/me/sessions",
                "/me/letters",
                "/me/access",
                "/me/credentials",
                "/me/credentials/parties",
                "/me/download",
                "/pay/rails"));
    while (!next.isEmpty() && seen.size() < 60) {
      var path = next.poll();
      if (!seen.add(path) || path.startsWith("/language") || path.startsWith("/reading")) {
        continue;
      }
      var page = maria.get(path);
      if (page.status() == 200) {
        collect(page.text(), ids);
        LINK.matcher(page.text())
            .results()
            .map(link -> link.group(1))
            .filter(link -> ID.matcher(link).find())
            .forEach(next::add);
      }
    }
    var api = maria.api();
    for (var path :
        List.of(
            "/api/v1/me",
            "/api/v1/payments",
            "/api/v1/rails",
            "/api/v1/stays",
            "/api/v1/reservations",
            "/api/v1/vouchers")) {
      collect(api.get(path).text(), ids);
    }
    return new LinkedHashSet<>(new ArrayList<>(ids).subList(0, Math.min(14, ids.size())));
  }

  private static void collect(String text, Set<String> into) {
    ID.matcher(text).results().forEach(found -> into.add(found.group()));
  }

  private static String cut(String text) {
    var line = text.replaceAll("\\s+", " ");
    return line.substring(0, Math.min(300, line.length()));
  }
}
