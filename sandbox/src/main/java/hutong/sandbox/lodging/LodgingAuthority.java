package hutong.sandbox.lodging;

import hutong.sandbox.lodging.Registration.Station;
import hutong.sandbox.lodging.Registration.Status;
import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Dialect;
import hutong.sandbox.web.Ids;
import hutong.sandbox.web.Journal;
import hutong.sandbox.web.Json;
import hutong.sandbox.web.Part;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import hutong.sandbox.web.Ticker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The register. A registration is filed once for its key, decided once, and never lost.
public final class LodgingAuthority implements AutoCloseable {

  /// How the desk works when no officer is at it.
  record Desk(boolean automatic, long acceptAfterMillis) {

    static final Desk USUAL = new Desk(true, 1_000);
  }

  /// Someone who may file.
  record Filer(String key, String name) {}

  private static final String DESK = "desk";
  private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
  private static final Set<String> PLACES = Set.of("HOTEL", "RESIDENCE");
  private static final int MAX_TEXT = 500;
  private static final int MAX_KEY = 128;
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final String RETURNED =
      "The address cannot be found. Check house number and district. 地址无法核实，请核对门牌号和区县。";

  private final Journal journal;
  private final Journal.Table<Filer> filers;
  private final Journal.Table<Registration> registrations;
  private final Journal.Table<Desk> desks;
  private final Map<String, String> idByKey = new HashMap<>();
  private final Set<String> undecided = new HashSet<>();
  private final InstantSource clock;
  private long numbered;
  private final Ticker officer;

  public LodgingAuthority(Path data, InstantSource clock) {
    this.journal = new Journal(data.resolve("lodging.jsonl"));
    this.filers = journal.table("filer", Filer.class);
    this.registrations = journal.table("registration", Registration.class);
    this.desks = journal.table("desk", Desk.class);
    this.clock = clock;
    journal.open();
    for (var registration : registrations.list()) {
      idByKey.put(registration.filer() + " " + registration.key(), registration.id());
      if (registration.status() == Status.RECEIVED) {
        undecided.add(registration.id());
      } else if (registration.number() != null) {
        numbered++;
      }
    }
    this.officer = new Ticker(LOOK_EVERY, this::decideWhatIsDue);
  }

  public void serve(Router router) {
    new LodgingPages(this).serve(router);
    router
        .page("POST", "/lodging/clients", this::register)
        .api(Part.LODGING, "POST", "/lodging/v1/registrations", Dialect.PLAIN, this::file)
        .api(Part.LODGING, "GET", "/lodging/v1/registrations/{id}", Dialect.PLAIN, this::show)
        .api(
            Part.LODGING,
            "POST",
            "/lodging/v1/registrations/{id}/departure",
            Dialect.PLAIN,
            this::depart);
  }

  @Override
  public void close() {
    officer.close();
    journal.close();
  }

  // What programs do

  private Answer register(Request request) {
    var name =
        request.isJson() ? Json.text(request.json(), "name", "platform") : request.form("name");
    var filer = new Filer(Ids.random("lodging_"), name);
    synchronized (this) {
      journal.save(filers.put(filer.key(), filer));
    }
    return Answer.json(200, Json.object("key", filer.key()));
  }

  private Answer file(Request request) {
    var filer = filer(request);
    var key = request.header("Idempotency-Key");
    if (key == null || key.isBlank() || key.length() > MAX_KEY) {
      throw new Refused(400, "IDEMPOTENCY_KEY_MISSING", "Send the stay's id as Idempotency-Key.");
    }
    var record = request.json();
    check(record);
    return Answer.json(202, json(receive(filer, key, record)));
  }

  private synchronized Registration receive(Filer filer, String key, JsonNode record) {
    var text = new String(Json.bytes(record), StandardCharsets.UTF_8);
    var known = idByKey.get(filer.key() + " " + key);
    if (known != null) {
      var registration = get(known);
      if (!registration.record().equals(text)) {
        throw new Refused(
            409,
            "KEY_USED_FOR_ANOTHER",
            "This Idempotency-Key was used for a registration with another content.");
      }
      return registration;
    }
    var registration =
        new Registration(
            Ids.random("reg_"),
            filer.key(),
            key,
            text,
            Station.forAddress(address(record)),
            Status.RECEIVED,
            null,
            null,
            null,
            clock.instant(),
            null);
    journal.save(registrations.put(registration.id(), registration));
    idByKey.put(filer.key() + " " + key, registration.id());
    undecided.add(registration.id());
    return registration;
  }

  private Answer show(Request request) {
    return Answer.json(200, json(own(request)));
  }

  private Answer depart(Request request) {
    var registration = own(request);
    var day = Json.text(request.json(), "departure");
    if (day == null) {
      day = Json.required(request.json(), "departedOn");
    }
    var departed = registration.departed(day(day, "departure").toString());
    synchronized (this) {
      journal.save(registrations.put(departed.id(), departed));
    }
    return Answer.json(200, json(departed));
  }

  private Registration own(Request request) {
    var filer = filer(request);
    return registrations
        .find(request.variable("id"))
        .filter(registration -> registration.filer().equals(filer.key()))
        .orElseThrow(() -> Refused.notFound("registration"));
  }

  private Filer filer(Request request) {
    var header = request.header("Authorization");
    var key = header != null && header.startsWith("Bearer ") ? header.substring(7).strip() : "";
    return filers
        .find(key)
        .orElseThrow(() -> new Refused(401, "KEY_UNKNOWN", "This key is not known here."));
  }

  private static Map<String, Object> json(Registration registration) {
    var station = registration.station();
    return Json.object(
        "id", registration.id(),
        "status", registration.status().name(),
        "number", registration.number(),
        "station",
            Json.object(
                "code", station.code(),
                "name", station.english(),
                "nameChinese", station.chinese(),
                "phone", station.phone()),
        "reason", registration.reason(),
        "departure", registration.departure(),
        "receivedAt", registration.receivedAt().toString(),
        "decidedAt", registration.decidedAt() == null ? null : registration.decidedAt().toString());
  }

  // What is checked at the counter

  private static void check(JsonNode record) {
    if (documentNumber(record) == null) {
      throw missing("document.number");
    }
    if (blank(record, "surname") && blank(record, "givenNames")) {
      throw missing("surname");
    }
    if (blank(record, "nationality")) {
      throw missing("nationality");
    }
    if (!PLACES.contains(Json.text(record, "placeKind", ""))) {
      throw new Refused(422, "PLACE_KIND_UNKNOWN", "placeKind must be HOTEL or RESIDENCE.");
    }
    var address = address(record);
    if (address.isBlank()) {
      throw missing("address");
    }
    if (address.length() > MAX_TEXT) {
      throw new Refused(422, "ADDRESS_TOO_LONG", "An address has at most 500 characters.");
    }
    if (blank(record, "arrival")) {
      throw missing("arrival");
    }
    var arrival = day(Json.text(record, "arrival", ""), "arrival");
    if (!blank(record, "departure")
        && day(Json.text(record, "departure", ""), "departure").isBefore(arrival)) {
      throw new Refused(422, "DEPARTURE_BEFORE_ARRIVAL", "The departure lies before the arrival.");
    }
  }

  private static boolean blank(JsonNode record, String name) {
    return Json.text(record, name, "").isBlank();
  }

  static @Nullable String documentNumber(JsonNode record) {
    var nested = Json.text(record, "document", "number");
    return nested == null ? Json.text(record, "documentNumber") : nested;
  }

  static String address(JsonNode record) {
    var address = record.path("address");
    return address.isString()
        ? address.asString()
        : (Json.text(address, "text", "") + " " + Json.text(address, "chinese", "")).strip();
  }

  /// A day, or the day of a moment in Beijing.
  private static LocalDate day(String text, String name) {
    try {
      return text.length() > 10
          ? LocalDate.ofInstant(Instant.parse(text), BEIJING)
          : LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw new Refused(422, "DATE_UNREADABLE", name + " must look like 2026-11-22.");
    }
  }

  private static Refused missing(String name) {
    return new Refused(422, "FIELD_MISSING", "The field " + name + " is missing.");
  }

  // What the officer does

  Desk desk() {
    return desks.find(DESK).orElse(Desk.USUAL);
  }

  synchronized void arrange(Desk desk) {
    journal.save(desks.put(DESK, desk));
  }

  List<Registration> listNewestFirst() {
    return registrations.listNewestFirst();
  }

  Optional<Registration> find(String id) {
    return registrations.find(id);
  }

  private Registration get(String id) {
    return registrations.find(id).orElseThrow(() -> Refused.notFound("registration"));
  }

  synchronized void accept(String id) {
    var registration = undecided(id);
    var now = clock.instant();
    var day = LocalDate.ofInstant(now, BEIJING);
    var number =
        String.format(
            Locale.ROOT,
            "SANDBOX-%s-%04d-%06d",
            registration.station().code().substring(0, 6),
            day.getYear(),
            ++numbered);
    decide(registration.accepted(number, now));
  }

  synchronized void giveBack(String id, String reason) {
    if (reason.isBlank() || reason.length() > MAX_TEXT) {
      throw new Refused(422, "REASON_MISSING", "Say in a sentence why it is returned.");
    }
    decide(undecided(id).returned(reason, clock.instant()));
  }

  private Registration undecided(String id) {
    var registration = get(id);
    if (registration.status() != Status.RECEIVED) {
      throw new Refused(409, "ALREADY_DECIDED", "This registration has been decided.");
    }
    return registration;
  }

  private void decide(Registration decided) {
    journal.save(registrations.put(decided.id(), decided));
    undecided.remove(decided.id());
  }

  private void decideWhatIsDue() {
    var desk = desk();
    if (!desk.automatic()) {
      return;
    }
    var due = clock.instant().minusMillis(desk.acceptAfterMillis());
    synchronized (this) {
      for (var id : new ArrayList<>(undecided)) {
        var registration = get(id);
        if (!registration.receivedAt().isAfter(due)) {
          decideAlone(registration);
        }
      }
    }
  }

  private void decideAlone(Registration registration) {
    var address = address(Json.parse(registration.record().getBytes(StandardCharsets.UTF_8)));
    if (address.toLowerCase(Locale.ROOT).contains("return")) {
      giveBack(registration.id(), RETURNED);
    } else {
      accept(registration.id());
    }
  }
}
