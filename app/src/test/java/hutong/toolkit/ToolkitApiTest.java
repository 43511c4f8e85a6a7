package hutong.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestAnswer;
import hutong.TestApi;
import hutong.TestPeople;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

@HutongTest
class ToolkitApiTest {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  /// Described operation by operation, or spoken as the networks that call them prescribe.
  private static final Set<String> OTHERS =
      Set.of("/api/v1/toolkit/{operation}", "/api/v1/hooks/card", "/api/v1/hooks/wallet");

  @Autowired TestPeople people;
  @Autowired Operations operations;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  private TestApi stranger;

  @BeforeEach
  void stranger() {
    stranger = people.stranger().api(null);
  }

  @Test
  void every_documented_example_is_answered_valid() {
    var paths = document().get("paths");
    assertThat(operations.list())
        .allSatisfy(
            operation -> {
              var path = "/api/v1/toolkit/" + operation.name();
              var example =
                  paths
                      .get(path)
                      .at("/post/requestBody/content/application~1json/examples/valid/value");
              var answer = stranger.post(path, example.toString());
              assertThat(answer.status()).as(operation.name() + answer.text()).isEqualTo(200);
              assertThat(answer.json().get("verdict").stringValue())
                  .as(operation.name() + answer.text())
                  .isEqualTo("valid");
              assertThat(stranger.get(path + "/example").text()).isEqualTo(operation.example());
            });
  }

  @Test
  void an_announced_operation_says_that_it_is_not_there_yet() {
    var later = stranger.post("/api/v1/toolkit/fhir.validate", "{}").json();
    assertThat(later.get("verdict").stringValue()).isEqualTo("incomplete");
    assertThat(later.get("codes").get(0).stringValue()).isEqualTo("NOT_AVAILABLE");
  }

  @Test
  void a_question_that_cannot_be_asked_is_a_problem_with_its_code() {
    var path = "/api/v1/toolkit/text.normalise";
    assertThat(code(stranger.post("/api/v1/toolkit/no.such", "{}"), 404))
        .isEqualTo("UNKNOWN_OPERATION");
    assertThat(code(stranger.post(path, "{}"), 400)).isEqualTo("FIELD_MISSING");
    assertThat(code(stranger.post(path, "{\"text\":1}"), 400)).isEqualTo("FIELD_TYPE");
    assertThat(code(stranger.post(path, "{\"text\":"), 400)).isEqualTo("UNREADABLE");
    assertThat(code(stranger.post(path, "{\"text\":\"a\",\"text\":\"b\"}"), 400))
        .isEqualTo("UNREADABLE");
    assertThat(code(stranger.post(path, "{\"text\":\"" + "x".repeat(200_000) + "\"}"), 400))
        .isEqualTo("FIELD_TOO_LONG");
    assertThat(code(stranger.post(path, " ".repeat(ToolkitLimits.BODY + 1)), 413))
        .isEqualTo("TOO_LARGE");
    assertThat(code(stranger.post(path, " ".repeat(12 << 20)), 413)).isEqualTo("TOO_LARGE");
    assertThat(code(stranger.post(path, "{}", "Content-Type", "text/plain"), 415))
        .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void a_problem_names_its_field_in_the_callers_language() {
    var problem = people.stranger().reading("zh-Hans").api(null);
    var answer = problem.post("/api/v1/toolkit/text.normalise", "{}").json();
    assertThat(answer.get("detail").stringValue()).isEqualTo("需要填写“text”。");
    assertThat(answer.get("next").stringValue()).isNotEmpty();
    assertThat(answer.get("contact").stringValue()).isNotEmpty();
  }

  @Test
  void a_busy_address_waits() {
    var busy = people.stranger().api(null);
    TestAnswer last = busy.post("/api/v1/toolkit/text.normalise", "{}");
    for (int i = 0; i < ToolkitLimits.CALLS && last.status() != 429; i++) {
      last = busy.post("/api/v1/toolkit/text.normalise", "{}");
    }
    assertThat(code(last, 429)).isEqualTo("TOO_MANY_CALLS");
    assertThat(stranger.post("/api/v1/toolkit/text.normalise", "{}").status()).isEqualTo(400);
  }

  @Test
  void the_api_description_is_openapi_3_1_and_says_how_to_call() {
    var api = document();
    assertThat(api.get("openapi").stringValue()).startsWith("3.1");
    assertThat(api.at("/info/title").stringValue()).isEqualTo("Hutong API");
    assertThat(api.at("/servers/0/url").stringValue()).startsWith("http");
    assertThat(api.at("/components/securitySchemes/bearer/scheme").stringValue())
        .isEqualTo("bearer");
    assertThat(api.at("/components/schemas/Problem/properties/code/type").stringValue())
        .isEqualTo("string");
    assertThat(api.at("/paths/~1api~1v1~1me/get/security/0").has("bearer")).isTrue();
    assertThat(api.at("/paths/~1api~1v1~1me/get").has("parameters")).isFalse();
  }

  @Test
  void every_path_of_the_api_is_described_with_how_it_refuses() {
    var described = new TreeSet<String>();
    var faults = new ArrayList<String>();
    for (var path : document().get("paths").properties()) {
      described.add(path.getKey());
      for (var operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          var responses = operation.getValue().get("responses").toString();
          if (!responses.contains("application/problem+json")) {
            faults.add(operation.getKey() + " " + path.getKey() + " has no problem");
          }
        }
      }
    }
    for (var mapping : mappings.getHandlerMethods().keySet()) {
      for (var path : mapping.getPatternValues()) {
        boolean ours = path.startsWith("/api/v") && !OTHERS.contains(path);
        if (ours && !described.contains(path)) {
          faults.add(path + " is not described");
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void whatever_is_sent_to_whatever_is_documented_is_refused_with_reasons() {
    var traveller = people.traveller().api();
    var bodies =
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "\"text\"",
            "{\"op\":{\"op\":[]}}",
            "{" + "\"a\":{".repeat(2_000),
            "[".repeat(20_000),
            "{\"a\":\"" + "x".repeat(5 << 20) + "\"}");
    var faults = new ArrayList<String>();
    for (var path : document().get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (!METHODS.contains(operation.getKey())) {
          continue;
        }
        var address = path.getKey().replaceAll("\\{[^}]+}", "no-such");
        for (var body : bodies) {
          for (var caller : List.of(stranger, traveller)) {
            var answer = call(caller, operation.getKey(), address, body);
            if (!sound(answer)) {
              faults.add(operation.getKey() + " " + address + " " + answer.status());
            }
          }
          if (operation.getKey().equals("get") || operation.getKey().equals("delete")) {
            break;
          }
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void the_page_for_developers_shows_a_command_for_every_operation() {
    var page = people.stranger().get("/developers").document();
    assertThat(page.select("details pre")).hasSameSizeAs(operations.list());
    assertThat(people.stranger().get("/api").location()).isEqualTo("/developers");
    assertThat(people.stranger().reading("zh-Hans").get("/developers").document().title())
        .contains("开发者");
  }

  private static TestAnswer call(TestApi caller, String method, String path, String body) {
    return switch (method) {
      case "get" -> caller.get(path);
      case "delete" -> caller.delete(path);
      case "put" -> caller.put(path, body);
      default -> caller.post(path, body);
    };
  }

  private static boolean sound(TestAnswer answer) {
    return answer.status() < 400
        || (answer.status() < 500
            && answer.header("Content-Type").startsWith("application/problem+json"));
  }

  private static String code(TestAnswer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    return answer.json().get("code").stringValue();
  }

  private JsonNode document() {
    return stranger.get("/api/openapi.json").json();
  }
}
