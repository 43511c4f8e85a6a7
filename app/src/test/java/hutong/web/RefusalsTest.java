package hutong.web;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestAnswer;
import hutong.TestPeople;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/// Whatever is asked, the answer explains itself, and says nothing about the server.
@HutongTest
class RefusalsTest {

  @Autowired TestPeople people;
  @Autowired Environment environment;

  @Test
  void a_wrong_address_is_a_page_or_a_problem() {
    var page = people.stranger().get("/nowhere");
    assertThat(page.status()).isEqualTo(404);
    PageChecks.assertSound(page.document(), "en");
    assertThat(page.text()).contains("NOT_FOUND");
    assertProblem(people.stranger().get("/api/v1/nowhere"), 404, "NOT_FOUND");
  }

  @Test
  void a_wrong_method_says_which_are_right() {
    var reader = people.stranger();
    var answer = reader.send(reader.request("/api/v1/sign-in/tokens").DELETE());
    assertProblem(answer, 405, "METHOD_NOT_ALLOWED");
    assertThat(answer.header("Allow")).contains("POST");
  }

  @Test
  void a_body_too_large_is_refused_whether_announced_or_not() {
    var reader = people.stranger();
    var large =
        ("{\"email\":\"" + "x".repeat((int) BodyLimit.USUAL) + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    var request =
        reader.request("/api/v1/sign-in/tokens").header("Content-Type", "application/json");
    assertProblem(reader.send(request.POST(BodyPublishers.ofByteArray(large))), 413, "TOO_LARGE");
    var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
    assertProblem(reader.send(request.POST(chunked)), 413, "TOO_LARGE");
  }

  @Test
  void a_form_too_large_is_refused() {
    var answer = people.stranger().postForged("/sign-in", "email", "x".repeat(300_000));
    assertThat(answer.status()).isBetween(400, 413);
    PageChecks.assertSound(answer.document(), "en");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "\"x\"", "{\"email\":{\"a\":\"Maria\"}}", "\u0000", "nul"})
  void what_cannot_be_read_is_named_but_never_repeated(String body) {
    var reader = people.stranger();
    var answer =
        reader.send(
            reader
                .request("/api/v1/sign-in/tokens")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.text()).doesNotContain("Maria", "Exception", "jackson");
  }

  @Test
  void another_content_type_is_refused() {
    var reader = people.stranger();
    var request = reader.request("/api/v1/sign-in/tokens").header("Content-Type", "text/xml");
    var answer = reader.send(request.POST(BodyPublishers.ofString("<x/>")));
    assertProblem(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void a_form_without_its_token_is_not_taken() {
    var answer = people.traveller().postForged("/sign-out");
    assertThat(answer.status()).isEqualTo(403);
    PageChecks.assertSound(answer.document(), "en");
    assertThat(answer.text()).contains("FORM_TOO_OLD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /{x} HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: h\r\n\r\n",
        "\u0001\u0002\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /a;b=//c HTTP/1.1\r\nHost: h\r\n\r\n",
        "TRACE / HTTP/1.1\r\nHost: h\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -5\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"
      })
  void what_is_not_a_request_learns_nothing_about_the_server(String request) throws IOException {
    var answer = raw(request);
    assertThat(answer).startsWith("HTTP/1.1 ");
    assertThat(answer.substring(9, 12)).matches("4\\d\\d|501|505");
    assertThat(answer).doesNotContainIgnoringCase("tomcat", "exception", "at org.", "Type Status");
    assertThat(answer).doesNotContain("<h1>HTTP Status");
  }

  @Test
  void a_header_too_large_is_refused() throws IOException {
    var answer = raw("GET / HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(40_000) + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 4").doesNotContainIgnoringCase("tomcat");
  }

  private String raw(String request) throws IOException {
    int port = environment.getRequiredProperty("local.server.port", Integer.class);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertProblem(TestAnswer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    var problem = answer.json();
    assertThat(problem.get("code").stringValue()).isEqualTo(code);
    for (var part : new String[] {"type", "title", "detail", "next", "contact", "reference"}) {
      assertThat(problem.get(part).stringValue()).as(part).isNotBlank();
    }
  }
}
