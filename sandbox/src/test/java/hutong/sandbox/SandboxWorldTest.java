package hutong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// The world as a whole: its pages, its reader, its rates, its faults, its start.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxWorldTest {

  private World world;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    world = new World(data);
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/authority",
        "/authority/people/maria",
        "/reader",
        "/wallet",
        "/wallet/keys",
        "/wallet/accounts/gcash-full",
        "/psp",
        "/rates",
        "/lodging",
        "/mail",
        "/control",
        "/nothing-here"
      })
  void every_page_wears_the_ribbon_and_runs_no_script(String path) throws Exception {
    var page = world.send(world.to(path).header("Accept", "text/html").GET());
    assertThat(World.text(page))
        .contains("Sandbox · nothing here is real")
        .contains("沙盒，一切均非真实")
        .doesNotContain("<script", "style=");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'");
  }

  @Test
  void the_reader_hands_over_the_files_and_sends_the_browser_back() throws Exception {
    try (var platform = new Catcher(new Catcher.Reply(200, "{\"verdict\":\"GENUINE\"}"))) {
      var session = platform.address("/api/v1/reader-sessions/abc");
      var back = platform.address("/passport");
      var page = World.text(world.get(reader(session, back, "")));
      assertThat(page).contains("Hold the passport to the reader", "Maria João");
      var answer =
          world.form(
              "/reader",
              Map.of("session", session, "return", back, "person", "tomas", "variant", "altered"));
      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(World.location(answer)).isEqualTo(back);
      var heard = platform.next();
      assertThat(heard.path()).isEqualTo("/api/v1/reader-sessions/abc/files");
      assertThat(World.JSON.readTree(heard.body()).path("files").propertyNames())
          .containsExactly("COM", "SOD", "DG1", "DG2", "DG14", "DG15");
      var atOnce = world.get(reader(session, back, "&at-once=true"));
      assertThat(atOnce.statusCode()).isEqualTo(303);
      platform.first(new Catcher.Reply(410, "{\"detail\":\"over\"}"));
      var late = world.get(reader(session, back, "&at-once=true"));
      assertThat(late.statusCode()).isEqualTo(502);
      assertThat(World.text(late)).contains("did not take", "over");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "file:///etc/passwd", "x", "http://", "%zz"})
  void the_reader_goes_to_no_odd_address(String address) throws Exception {
    var encoded = URLEncoder.encode(address, StandardCharsets.UTF_8);
    assertThat(world.get("/reader?session=" + encoded).statusCode()).isEqualTo(400);
  }

  @Test
  void rates_come_in_the_form_of_the_central_bank() throws Exception {
    var rates = rates();
    assertThat(rates).containsKeys("CNY", "USD", "GBP", "JPY", "KRW", "HKD", "THB", "time");
    assertThat(Double.parseDouble(rates.get("CNY"))).isBetween(6.0, 10.0);
    assertThat(LocalDate.parse(rates.get("time")).getDayOfWeek().getValue()).isLessThan(6);
  }

  @Test
  void on_command_rates_are_stale_and_then_broken() throws Exception {
    world.fault("rates", "wrong");
    var stale = rates();
    assertThatThrownBy(this::rates).isInstanceOf(SAXException.class);
    world.fault("rates", "normal");
    assertThat(LocalDate.parse(stale.get("time")))
        .isBefore(LocalDate.parse(rates().get("time")).minusDays(300));
  }

  @Test
  void a_fault_can_be_slow_and_can_end_by_itself() throws Exception {
    world.post("/control/rates", "{\"mode\":\"slow\",\"delayMillis\":400}");
    var began = Instant.now();
    rates();
    assertThat(Duration.between(began, Instant.now())).isGreaterThan(Duration.ofMillis(390));
    world.post("/control/rates", "{\"mode\":\"normal\"}");
    world.form("/control/psp", Map.of("mode", "dead", "times", "1"));
    assertThatThrownBy(() -> world.form("/psp/v1/customers", Map.of()))
        .isInstanceOf(IOException.class);
    assertThat(world.form("/psp/v1/customers", Map.of()).statusCode()).isEqualTo(401);
    var state = World.json(world.get("/control/state"));
    assertThat(state.path("psp").path("mode").asString()).isEqualTo("normal");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /control/rates  | {"mode":"funny"}                      | 422
          /control/rates  | {"mode":"slow","delayMillis":999999}  | 422
          /control/rates  | {"mode":"slow","delayMillis":"-1"}    | 422
          /control/moon   | {"mode":"slow"}                       | 404
          /control/rates  | {{{                                   | 400
          /health         | {}                                    | 405
          /wallet/clients | {"clientId":"a b","publicKeyPem":"x"} | 422
          /wallet/clients | {"clientId":"a","publicKeyPem":"x"}   | 422
          /psp/clients    | {"webhookUrl":"ftp://x"}              | 422
          /nowhere        | {}                                    | 404
          """)
  void bad_input_is_refused_and_never_breaks_anything(String path, String body, int status)
      throws Exception {
    var answer = world.post(path, body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(World.json(answer).path("code").asString()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/authority/passports",
        "/reader",
        "/control/mail",
        "/wallet/clients",
        "/psp/v1/customers",
        "/lodging/v1/registrations",
        "/mail/clear"
      })
  void what_is_too_large_is_refused(String path) throws Exception {
    var answer =
        world.send(world.to(path).POST(HttpRequest.BodyPublishers.ofByteArray(new byte[600_000])));
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void a_deeply_nested_or_badly_encoded_body_is_refused() throws Exception {
    var deep = "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    assertThat(world.post("/authority/passports", deep).statusCode()).isEqualTo(400);
    var odd =
        world.send(world.to("/reader").POST(HttpRequest.BodyPublishers.ofString("person=%zz&x=%")));
    assertThat(odd.statusCode()).isEqualTo(400);
  }

  @Test
  void a_line_cut_off_by_a_kill_is_as_if_it_had_never_been(@TempDir Path other) throws Exception {
    String key;
    try (var first = new World(other)) {
      key = World.json(first.post("/lodging/clients", "{}")).path("key").asString();
    }
    Files.writeString(
        other.resolve("lodging.jsonl"), "[[\"filer\",\"lodging_x", StandardOpenOption.APPEND);
    for (int start = 0; start < 2; start++) {
      try (var again = new World(other)) {
        var answer =
            again.send(
                again
                    .to("/lodging/v1/registrations/none")
                    .header("Authorization", "Bearer " + key)
                    .GET());
        assertThat(answer.statusCode()).isEqualTo(404);
      }
    }
  }

  @Test
  void two_worlds_do_not_share_a_folder_or_a_port(@TempDir Path other) throws Exception {
    try (var first = new World(other)) {
      assertThatThrownBy(() -> new World(other)).hasMessageContaining("Another sandbox");
      var taken =
          new Settings(
              "127.0.0.1",
              Integer.parseInt(first.base().replaceAll(".*:", "")),
              0,
              other.resolve("second"),
              null);
      assertThatThrownBy(() -> SandboxWorld.start(taken, InstantSource.system()))
          .hasMessageContaining("is taken");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port", "--port x", "--port 70000", "--colour red", "--public-url x"})
  void an_option_that_cannot_be_followed_is_named(String line) {
    assertThatThrownBy(() -> Settings.parse(line.split(" ")))
        .isInstanceOf(Settings.Unusable.class)
        .hasMessageMatching("(?s).{10,}\\.");
  }

  @Test
  void links_carry_the_public_address(@TempDir Path other) throws Exception {
    var settings = new Settings("127.0.0.1", 0, 0, other, "https://sandbox.example");
    try (var elsewhere = SandboxWorld.start(settings, InstantSource.system())) {
      var home = world.get("http://127.0.0.1:" + elsewhere.httpPort() + "/");
      assertThat(World.text(home)).contains("https://sandbox.example/wallet");
    }
  }

  private static String reader(String session, String back, String more) {
    return "/reader?session="
        + URLEncoder.encode(session, StandardCharsets.UTF_8)
        + "&return="
        + URLEncoder.encode(back, StandardCharsets.UTF_8)
        + more;
  }

  private Map<String, String> rates() throws Exception {
    var xml = world.get("/rates/eurofxref-daily.xml").body();
    var factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    var builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    var cubes =
        builder
            .parse(new ByteArrayInputStream(xml))
            .getElementsByTagNameNS("http://www.ecb.int/vocabulary/2002-08-01/eurofxref", "Cube");
    var rates = new HashMap<String, String>();
    for (int i = 0; i < cubes.getLength(); i++) {
      var cube = (Element) cubes.item(i);
      if (cube.hasAttribute("currency")) {
        rates.put(cube.getAttribute("currency"), cube.getAttribute("rate"));
      } else if (cube.hasAttribute("time")) {
        rates.put("time", cube.getAttribute("time"));
      }
    }
    return rates;
  }
}
