package hutong.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestAnswer;
import hutong.TestPeople;
import hutong.names.NameConvention;
import hutong.web.PageChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@HutongTest
class NamesPagesTest {

  @Autowired TestPeople people;

  @Test
  void anyone_can_try_two_names_and_read_why() {
    var stranger = people.stranger();
    PageChecks.assertSound(stranger.get("/names").document(), "en");
    var answer =
        stranger.post(
            "/names", "first", "Müller, Jörg", "second", "JOERG MUELLER", "place", "CARD");
    assertThat(answer.status()).isEqualTo(200);
    PageChecks.assertSound(answer.document(), "en");
    assertThat(answer.document().select(".notice").text()).contains("by convention", "passport");
    assertThat(answer.document().select("code").eachText())
        .contains("MUELLER<<JOERG<<<<<<<<<<<<<<<<<<<<<<<<<");
  }

  @Test
  void an_empty_name_is_asked_for_again() {
    var answer = people.stranger().post("/names", "first", "", "second", "Smith");
    PageChecks.assertSound(answer.document(), "en");
    assertThat(answer.document().select(".wrong")).isNotEmpty();
  }

  @Test
  void every_convention_has_a_sentence() throws IOException {
    for (var language : new String[] {"en", "zh-Hans"}) {
      var file = Path.of("src/main/resources/messages/web_" + language + ".properties");
      var text = Files.readString(file);
      for (var convention : NameConvention.values()) {
        assertThat(text).contains("web.name." + convention.name() + "=");
      }
    }
  }

  @Test
  void the_operation_takes_every_form_of_a_name() {
    assertThat(verdict("{\"a\":{\"surname\":\"LI\",\"given\":\"WEI\"},\"b\":{\"full\":\"李伟\"}}"))
        .isEqualTo("valid");
    assertThat(verdict("{\"a\":{\"mrz\":\"SMITH<<JOHN<<<\"},\"b\":\"John Smith\"}"))
        .isEqualTo("valid");
    assertThat(verdict("{\"a\":{\"full\":\"John Smith\"},\"b\":{\"full\":\"J Smith\"}}"))
        .isEqualTo("incomplete");
    assertThat(verdict("{\"a\":{\"full\":\"John Smith\"},\"b\":{\"full\":\"Jon Smith\"}}"))
        .isEqualTo("invalid");
    assertThat(
            verdict(
                "{\"a\":{\"full\":\"Jane Doe\"},\"b\":{\"full\":\"Jane Roe\"},"
                    + "\"contexts\":[\"alias:Jane Roe\",\"moon\"]}"))
        .isEqualTo("valid");
  }

  private String verdict(String question) {
    TestAnswer answer = people.stranger().api(null).post("/api/v1/toolkit/name.compare", question);
    JsonNode json = answer.json();
    return json.get("verdict").stringValue();
  }
}
