package hutong.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProbeTest {

  private static final Operations OPERATIONS = Operations.all(InstantSource.system());

  @Test
  void answers_come_in_the_order_of_the_questions_with_their_ids() throws IOException {
    var answers =
        ask(
            """
            {"id":1,"op":"text.normalise","text":"plain"}
            {"id":"two","op":"text.normalise","text":"\\u202ereversed"}
            {"op":"text.normalise","text":"no id"}
            {"id":{"a":[1.50]},"op":"text.normalise","text":"any id"}
            """);
    assertThat(answers)
        .extracting(answer -> answer.get("id").toString() + " " + answer.get("verdict"))
        .containsExactly(
            "1 \"valid\"", "\"two\" \"invalid\"", "null \"valid\"", "{\"a\":[1.5]} \"valid\"");
  }

  @Test
  void a_bad_line_is_answered_and_the_next_one_too() throws IOException {
    var deep = "[".repeat(10_000);
    var answers =
        ask(
            String.join(
                "\n",
                "",
                "not json",
                "[]",
                "null",
                "{\"op\":\"text.normalise\",\"op\":\"text.normalise\",\"text\":\"a\"}",
                "{\"op\":\"text.normalise\",\"text\":\"a\"} {}",
                deep,
                "{\"op\":\"text.normalise\",\"text\":" + deep,
                "{\"op\":\"no.such\",\"id\":9}",
                "{\"op\":7}",
                "{}",
                "{\"op\":\"text.normalise\"}",
                "{\"op\":\"text.normalise\",\"text\":7}",
                "{\"op\":\"text.normalise\",\"text\":\"" + "x".repeat(100_001) + "\"}",
                "{\"op\":\"merkle.inclusion\",\"leafIndex\":0,\"treeSize\":1,\"root\":\"?\"}",
                "{\"op\":\"fhir.validate\",\"id\":\"later\"}",
                "{\"op\":\"text.normalise\",\"text\":\"last\"}"));
    assertThat(answers)
        .extracting(answer -> answer.get("verdict").asString() + " " + answer.get("codes"))
        .containsExactly(
            "invalid [\"UNREADABLE\"]",
            "invalid [\"UNREADABLE\"]",
            "invalid [\"UNREADABLE\"]",
            "invalid [\"UNREADABLE\"]",
            "invalid [\"UNREADABLE\"]",
            "invalid [\"UNREADABLE\"]",
            "invalid [\"UNREADABLE\"]",
            "invalid [\"UNREADABLE\"]",
            "invalid [\"UNKNOWN_OPERATION\"]",
            "invalid [\"UNKNOWN_OPERATION\"]",
            "invalid [\"UNKNOWN_OPERATION\"]",
            "invalid [\"FIELD_MISSING\"]",
            "invalid [\"FIELD_TYPE\"]",
            "invalid [\"FIELD_TOO_LONG\"]",
            "invalid [\"NOT_BASE64\"]",
            "incomplete [\"NOT_AVAILABLE\"]",
            "valid []");
  }

  @Test
  void bytes_that_are_not_text_and_lines_without_end_are_answered() throws IOException {
    var in = new ByteArrayOutputStream();
    in.write(new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n', 0, '\n'});
    in.write("x".repeat(ToolkitLimits.LINE + 1).getBytes(StandardCharsets.UTF_8));
    in.write("\n{\"op\":\"text.normalise\",\"text\":\"last\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(ask(in.toByteArray()))
        .extracting(answer -> answer.get("codes").toString())
        .containsExactly("[\"UNREADABLE\"]", "[\"UNREADABLE\"]", "[\"TOO_LONG\"]", "[]");
  }

  @Test
  void half_a_character_comes_back_as_it_was() throws IOException {
    var answers = ask("{\"id\":\"\\ud800\",\"op\":\"text.normalise\",\"text\":\"a\\udc00b\"}");
    assertThat(answers.getFirst().get("id").stringValue()).isEqualTo("\ud800");
    assertThat(answers.getFirst().get("codes").toString()).isEqualTo("[\"LONE_SURROGATE\"]");
    assertThat(answers.getFirst().get("fields").get("normalised").stringValue())
        .isEqualTo("a\ufffdb");
  }

  @Test
  void every_example_is_answered_valid() throws IOException {
    for (var operation : OPERATIONS.list()) {
      var question = Operations.read(operation.example()).put("op", operation.name());
      assertThat(ask(question.toString()).getFirst().get("verdict").stringValue())
          .as(operation.name() + ask(question.toString()))
          .isEqualTo("valid");
    }
  }

  /// Spoilt examples: whatever is changed, removed or put in place of a value is decided or named.
  @Test
  void nothing_that_is_asked_is_a_bug() throws IOException {
    long seed = 20_261_122;
    var random = new Random(seed);
    var lines = new ArrayList<String>();
    for (var operation : OPERATIONS.list()) {
      var example = Operations.read(operation.example()).put("op", operation.name()).toString();
      for (int i = 0; i < 300; i++) {
        lines.add(spoilt(example, random).replace("\n", " "));
      }
    }
    var answers = ask(String.join("\n", lines));
    assertThat(answers).hasSameSizeAs(lines);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(answers.get(i).get("codes").toString())
          .as("seed " + seed + ": " + lines.get(i))
          .doesNotContain("NOT_DECIDED");
    }
  }

  private static String spoilt(String example, Random random) {
    var values =
        List.of("null", "1", "-1", "1e9", "\"\"", "[]", "{}", "[null]", "{\"\":[]}", "true");
    if (random.nextInt(3) == 0) {
      var member =
          Pattern.compile(":(\"(?:[^\"\\\\]++|\\\\.)*\"|[0-9]+|\\[[^\\[\\]]*\\])").matcher(example);
      var places = member.results().toList();
      var place = places.get(random.nextInt(places.size()));
      return example.substring(0, place.start(1))
          + values.get(random.nextInt(values.size()))
          + example.substring(place.end(1));
    }
    var text = new StringBuilder(example);
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
        default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 7)));
      }
    }
    return text.toString();
  }

  private static List<JsonNode> ask(String lines) throws IOException {
    return ask(lines.getBytes(StandardCharsets.UTF_8));
  }

  private static List<JsonNode> ask(byte[] lines) throws IOException {
    var out = new ByteArrayOutputStream();
    new Probe(OPERATIONS).run(new ByteArrayInputStream(lines), out);
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> Operations.JSON.readTree(line))
        .toList();
  }
}
