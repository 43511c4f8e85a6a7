package hutong;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/// Marked personal data is sent to every documented call, well-formed and not; none of it may
/// stand in what the platform logs, and neither may the secrets that callers show.
@HutongTest
class NoPersonalDataInLogsTest {

  private static final String NAME = "CANARYSSON";
  private static final String NUMBER = "CNRY98765";
  private static final String EMAIL = "canary-bird@people.example";
  private static final String TOKEN = "canarytoken123456789";

  @Autowired TestPeople people;

  /// Keeps every line with its arguments and the whole stack of what was thrown.
  private static final class Memory extends AppenderBase<ILoggingEvent> {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    protected void append(ILoggingEvent event) {
      var line = new StringBuilder(event.getFormattedMessage());
      for (var thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
        line.append(' ').append(thrown.getMessage());
      }
      lines.add(line.toString());
    }
  }

  @Test
  void nothing_that_callers_send_stands_in_the_log() {
    var memory = new Memory();
    var root = (Logger) LoggerFactory.getLogger("ROOT");
    memory.setContext(root.getLoggerContext());
    memory.start();
    root.addAppender(memory);
    try {
      sendCanaries();
      ((Logger) LoggerFactory.getLogger("hutong")).info("the memory works");
    } finally {
      root.detachAppender(memory);
    }
    assertThat(memory.lines).contains("the memory works");
    assertThat(memory.lines)
        .allSatisfy(
            line -> assertThat(line).doesNotContainIgnoringCase("canary").doesNotContain(NUMBER));
  }

  @Test
  void the_memory_would_have_found_it() {
    var memory = new Memory();
    var logger = (Logger) LoggerFactory.getLogger("hutong.canary");
    memory.setContext(logger.getLoggerContext());
    memory.start();
    logger.addAppender(memory);
    logger.setLevel(Level.INFO);
    logger.info("{}", NAME, new IllegalStateException("about " + NUMBER));
    logger.detachAppender(memory);
    assertThat(memory.lines).containsExactly(NAME + " about " + NUMBER);
  }

  private void sendCanaries() {
    var traveller = people.traveller();
    var bodies =
        List.of(
            ("{\"surname\":\"%s\",\"number\":\"%s\",\"email\":\"%s\",\"text\":\"%s\","
                    + "\"lines\":[\"P<UTO%s<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<<<<<\",\"%s<\"],"
                    + "\"kind\":\"passport\",\"value\":\"%s\",\"code\":\"%s\"}")
                .formatted(NAME, NUMBER, EMAIL, NAME, NAME, NUMBER, NUMBER, NUMBER),
            "{\"surname\":\"" + NAME + "\",\"number\":" + NUMBER,
            "[\"" + EMAIL + "\"]");
    var callers =
        List.of(traveller.api(), people.stranger().api(TOKEN), people.stranger().api(null));
    var paths = people.stranger().api(null).get("/api/openapi.json").json().get("paths");
    for (var path : paths.properties()) {
      for (var method : path.getValue().properties()) {
        for (var caller : callers) {
          call(caller, method.getKey(), path.getKey(), bodies);
        }
      }
    }
    traveller.get("/" + NAME + "?number=" + NUMBER);
    traveller.post("/sign-in", "email", EMAIL);
    people.stranger().postForged("/me", "surname", NAME, "number", NUMBER);
  }

  private static void call(TestApi caller, String method, String path, List<String> bodies) {
    var address = path.replaceAll("\\{[^}]+}", NAME) + "?q=" + NUMBER;
    switch (method) {
      case "get" -> caller.get(address);
      case "delete" -> caller.delete(address);
      case "put" -> bodies.forEach(body -> caller.put(address, body));
      case "post" -> bodies.forEach(body -> caller.post(address, body, "Idempotency-Key", NAME));
      default -> {}
    }
  }
}
