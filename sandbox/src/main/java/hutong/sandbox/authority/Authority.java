package hutong.sandbox.authority;

import hutong.sandbox.authority.Issuer.Order;
import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Dialect;
import hutong.sandbox.web.Journal;
import hutong.sandbox.web.Json;
import hutong.sandbox.web.Part;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The authority as the world sees it: its interface for programs, and its counter for people.
public final class Authority implements AutoCloseable {

  private static final int REMEMBERED = 60;

  private final Journal journal;
  private final Trust trust;
  private final Issuer issuer;
  private final Map<String, Passport> recent =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Passport> eldest) {
              return size() > REMEMBERED;
            }
          });

  public Authority(Path data, InstantSource clock, String publicUrl) {
    this.journal = new Journal(data.resolve("authority.jsonl"));
    this.trust = new Trust(journal, clock, publicUrl);
    this.issuer = new Issuer(trust, clock);
    // The first drawing wakes Java's graphics, which takes a second that nobody should wait for.
    Thread.startVirtualThread(() -> issuer.portrait(PracticePeople.list().getFirst()));
  }

  public Issuer issuer() {
    return issuer;
  }

  @Override
  public void close() {
    journal.close();
  }

  public void serve(Router router) {
    new AuthorityPages(issuer, this).serve(router);
    router
        .api(Part.AUTHORITY, "POST", "/authority/passports", Lies.INSTANCE, this::issue)
        .api(Part.AUTHORITY, "GET", "/authority/people.json", Dialect.PLAIN, this::people)
        .api(
            Part.AUTHORITY,
            "GET",
            "/authority/csca.pem",
            Lies.INSTANCE,
            request -> file("application/x-pem-file", "csca.pem", pem(request)))
        .api(
            Part.AUTHORITY,
            "GET",
            "/authority/csca.cer",
            Lies.INSTANCE,
            request -> file("application/pkix-cert", "csca.cer", certificate(request)))
        .api(
            Part.AUTHORITY,
            "GET",
            "/authority/crl.crl",
            Lies.INSTANCE,
            request -> file("application/pkix-crl", "crl.crl", trust.crl(state(request))))
        .api(
            Part.AUTHORITY,
            "GET",
            "/authority/masterlist.ml",
            Lies.INSTANCE,
            request -> file("application/cms", "masterlist.ml", trust.masterList()))
        .api(
            Part.AUTHORITY,
            "GET",
            "/authority/trust.zip",
            Lies.INSTANCE,
            request -> file("application/zip", "trust.zip", trust.zip()));
  }

  Passport issueAndRemember(Order order) {
    var passport = issuer.issue(order);
    recent.put(passport.id(), passport);
    return passport;
  }

  Passport remembered(String id) {
    return Optional.ofNullable(recent.get(id)).orElseThrow(() -> Refused.notFound("passport"));
  }

  private Answer issue(Request request) {
    var json = request.json();
    var person = Json.text(json, "person", "");
    var holder =
        person.isEmpty()
            ? new Holder(
                "",
                Json.text(json, "surname", ""),
                Json.text(json, "givenNames", ""),
                Json.required(json, "nationality"),
                Json.required(json, "birth"),
                Json.text(json, "sex", "X"),
                null,
                null)
            : PracticePeople.find(person).orElseThrow(() -> Refused.notFound("practice person"));
    var order =
        new Order(
            holder,
            Json.text(json, "issuer", ""),
            Json.text(json, "number", ""),
            Json.text(json, "expiry", ""),
            Json.text(json, "format", ""),
            variant(Json.text(json, "variant", "genuine")),
            algorithm(Json.text(json, "algorithm", "ecdsa-p256-sha256")));
    return Answer.json(200, issueAndRemember(order).json());
  }

  private Answer people(Request request) {
    var people =
        PracticePeople.list().stream()
            .map(
                person ->
                    Json.object(
                        "id", person.id(),
                        "surname", person.surname(),
                        "givenNames", person.givenNames(),
                        "nationality", person.nationality(),
                        "birth", person.birth(),
                        "sex", person.sex(),
                        "story", person.story()))
            .toList();
    return Answer.json(200, Json.object("people", people));
  }

  private byte[] pem(Request request) {
    return (request.query("state") == null
            ? trust.pem()
            : Trust.pem(trust.csca(state(request)).certificateBytes()))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] certificate(Request request) {
    return trust.csca(state(request)).certificateBytes();
  }

  private static String state(Request request) {
    var asked = request.query("state", Trust.DEFAULT_STATE);
    return asked.equals(Trust.ROOT)
        ? asked
        : States.find(asked).orElseThrow(() -> Refused.notFound("state of that code"));
  }

  private static Answer file(String type, String name, byte[] body) {
    return Answer.file(type, name, body);
  }

  static Variant variant(String word) {
    return Variant.find(word)
        .orElseThrow(() -> new Refused(422, "VARIANT_UNKNOWN", "There is no such variant."));
  }

  static ChipAlgorithm algorithm(String word) {
    return ChipAlgorithm.find(word)
        .orElseThrow(() -> new Refused(422, "ALGORITHM_UNKNOWN", "There is no such algorithm."));
  }

  /// The lie of this part: the right length and the right type, but every byte turned around.
  private enum Lies implements Dialect {
    INSTANCE;

    @Override
    public Answer refuse(Request request, Refused refused) {
      return Answer.problem(refused);
    }

    @Override
    public Answer lie(Request request, Router.Handler honest) throws IOException {
      var answer = honest.answer(request);
      var body = answer.body().clone();
      for (int i = 0; i < body.length / 2; i++) {
        byte swapped = body[i];
        body[i] = body[body.length - 1 - i];
        body[body.length - 1 - i] = swapped;
      }
      return new Answer(answer.status(), answer.headers(), body);
    }
  }
}
