package hutong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The authority as a filing platform sees it, and as the officer does.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LodgingTest {

  private static final String STAY =
      """
      {"document":{"kind":"PASSPORT","number":"X12345678","expiry":"2031-01-01"},
       "surname":"O'Connor","givenNames":"Siobhán <i>Máire</i>","nationality":"IRL","sex":"F",
       "birth":"1988-07-14","permittedStayUntil":"2026-12-22","entryPort":"PVG",
       "entryDate":"2026-11-22","placeKind":"RESIDENCE",
       "address":{"text":"%s","chinese":"静安区南京西路1号"},
       "arrival":"2026-11-22","departure":"2026-11-30",
       "host":{"name":"Li Wei","contact":"li@example.org","relation":"friend"}}
      """;

  private World world;
  private String key;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    world = new World(data);
    key = World.json(world.post("/lodging/clients", "{\"name\":\"test\"}")).path("key").asString();
    arrange(true, 0);
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({"1 Nanjing Road, ACCEPTED", "please RETURN this, RETURNED"})
  void a_registration_is_decided_by_itself(String address, String status) throws Exception {
    var filed = file(UUID.randomUUID().toString(), STAY.formatted(address));
    assertThat(filed.statusCode()).isEqualTo(202);
    assertThat(World.json(filed).path("status").asString()).isEqualTo("RECEIVED");
    var decided = decided(World.json(filed).path("id").asString());
    assertThat(decided.path("status").asString()).isEqualTo(status);
    assertThat(decided.path("station").path("nameChinese").asString()).contains("静安");
    assertThat(decided.has("number")).isEqualTo(status.equals("ACCEPTED"));
    assertThat(decided.has("reason")).isEqualTo(status.equals("RETURNED"));
  }

  @Test
  void one_stay_is_one_registration() throws Exception {
    var stay = UUID.randomUUID().toString();
    var first = World.json(file(stay, STAY.formatted("a"))).path("id");
    assertThat(World.json(file(stay, STAY.formatted("a"))).path("id")).isEqualTo(first);
    assertThat(file(stay, STAY.formatted("b")).statusCode()).isEqualTo(409);
  }

  @Test
  void an_officer_reads_and_decides() throws Exception {
    arrange(false, 0);
    var id = World.json(file("desk-1", STAY.formatted("Flat 2"))).path("id").asString();
    var page = "/lodging/registrations/" + id;
    assertThat(World.text(world.get(page)))
        .contains("O&#39;Connor", "&lt;i&gt;", "静安区南京西路1号", "退回");
    assertThat(world.form(page, Map.of("act", "return")).statusCode()).isEqualTo(422);
    world.form(page, Map.of("act", "return", "reason", "No such flat"));
    assertThat(World.json(get(id)).path("reason").asString()).isEqualTo("No such flat");
    assertThat(world.form(page, Map.of("act", "accept")).statusCode()).isEqualTo(409);
    arrange(true, 0);
  }

  @Test
  void a_departure_is_noted() throws Exception {
    var id = World.json(file("leaves", STAY.formatted("c"))).path("id").asString();
    var left =
        world.send(
            authorised("/lodging/v1/registrations/" + id + "/departure")
                .POST(HttpRequest.BodyPublishers.ofString("{\"departure\":\"2026-11-29\"}")));
    assertThat(World.json(left).path("departure").asString()).isEqualTo("2026-11-29");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[1]",
        "{\"document\":{\"number\":\"1\"},\"surname\":\"A\",\"nationality\":\"PRT\"}",
        "{\"document\":{\"number\":\"1\"},\"surname\":\"A\",\"nationality\":\"PRT\","
            + "\"placeKind\":\"TENT\",\"address\":\"x\",\"arrival\":\"2026-01-01\"}",
        "{\"document\":{\"number\":\"1\"},\"surname\":\"A\",\"nationality\":\"PRT\","
            + "\"placeKind\":\"HOTEL\",\"address\":\"x\",\"arrival\":\"tomorrow\"}",
        "{\"document\":{\"number\":\"1\"},\"surname\":\"A\",\"nationality\":\"PRT\","
            + "\"placeKind\":\"HOTEL\",\"address\":\"x\",\"arrival\":\"2026-01-02\","
            + "\"departure\":\"2026-01-01\"}"
      })
  void what_is_incomplete_is_refused_with_a_reason(String body) throws Exception {
    var answer = file("bad", body);
    assertThat(answer.statusCode()).isBetween(400, 422);
    assertThat(World.json(answer).path("detail").asString()).isNotBlank();
  }

  @Test
  void strangers_and_lost_keys_are_refused() throws Exception {
    var stranger =
        world.send(
            world
                .to("/lodging/v1/registrations")
                .header("Idempotency-Key", "x")
                .POST(HttpRequest.BodyPublishers.ofString(STAY)));
    assertThat(stranger.statusCode()).isEqualTo(401);
    var keyless =
        world.send(
            authorised("/lodging/v1/registrations")
                .POST(HttpRequest.BodyPublishers.ofString(STAY)));
    assertThat(World.json(keyless).path("code").asString()).isEqualTo("IDEMPOTENCY_KEY_MISSING");
    assertThat(get("reg_none").statusCode()).isEqualTo(404);
  }

  @Test
  void on_command_it_lies_or_loses_the_answer() throws Exception {
    world.fault("lodging", "wrong");
    var lie = file("lie", STAY.formatted("d"));
    world.fault("lodging", "lost");
    assertThatThrownBy(() -> file("lost", STAY.formatted("e"))).isInstanceOf(IOException.class);
    world.fault("lodging", "normal");
    assertThat(lie.statusCode()).isEqualTo(200);
    assertThat(World.json(lie).has("id")).isFalse();
    assertThat(World.text(world.get("/lodging"))).contains("e 静安区");
  }

  @Test
  void registrations_are_still_there_after_a_restart(@TempDir Path other) throws Exception {
    var here = world;
    var hereKey = key;
    try {
      JsonNode filed;
      try (var first = new World(other)) {
        world = first;
        key = World.json(first.post("/lodging/clients", "{}")).path("key").asString();
        filed = World.json(file("kept", STAY.formatted("f")));
      }
      try (var second = new World(other)) {
        world = second;
        assertThat(World.json(file("kept", STAY.formatted("f"))).path("id"))
            .isEqualTo(filed.path("id"));
        assertThat(decided(filed.path("id").asString()).path("status").asString())
            .isEqualTo("ACCEPTED");
      }
    } finally {
      world = here;
      key = hereKey;
    }
  }

  private void arrange(boolean automatic, long millis) throws Exception {
    world.form(
        "/lodging/desk",
        Map.of(
            "automatic", String.valueOf(automatic), "acceptAfterMillis", String.valueOf(millis)));
  }

  private JsonNode decided(String id) throws Exception {
    var until = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (System.nanoTime() < until) {
      var registration = World.json(get(id));
      if (!registration.path("status").asString().equals("RECEIVED")) {
        return registration;
      }
    }
    throw new AssertionError("Not decided within 15 seconds");
  }

  private HttpResponse<byte[]> file(String stay, String record) throws Exception {
    return world.send(
        authorised("/lodging/v1/registrations")
            .header("Idempotency-Key", stay)
            .POST(HttpRequest.BodyPublishers.ofString(record)));
  }

  private HttpResponse<byte[]> get(String id) throws Exception {
    return world.send(authorised("/lodging/v1/registrations/" + id).GET());
  }

  private HttpRequest.Builder authorised(String address) {
    return world
        .to(address)
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json");
  }
}
