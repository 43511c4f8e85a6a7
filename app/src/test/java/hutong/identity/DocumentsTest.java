package hutong.identity;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.mrtd.Mrz;
import hutong.mrtd.MrzDate;
import hutong.mrtd.MrzFormat;
import hutong.mrtd.Sex;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@HutongTest
class DocumentsTest {

  @Autowired TestPeople people;
  @Autowired JdbcClient jdbc;

  @Test
  void typed_lines_make_a_document_and_the_number_is_stored_sealed_only() {
    var maria = people.traveller();

    var answer = maria.post("/passport/lines", "lines", String.join("\n", passport("XK7Q20Z41")));

    assertThat(answer.status()).isEqualTo(303);
    var check = maria.get(answer.location());
    assertThat(check.document().text()).contains("SILVA", "Z41").doesNotContain("XK7Q20Z41");
    var stored =
        jdbc.sql("select encode(holder, 'escape') from identity.document order by verified_at")
            .query(String.class)
            .list();
    assertThat(stored).isNotEmpty().noneMatch(text -> text.contains("XK7Q20Z41"));
  }

  @Test
  void each_fault_in_typed_lines_is_named() {
    var maria = people.traveller();
    var lines = passport("XK7Q20Z42");
    var wrong = lines.get(1).replace("XK7Q20Z42", "XK7Q2OZ42");

    var answer = maria.post("/passport/lines", "lines", lines.get(0) + "\n" + wrong);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.document().select("#errors li")).hasSize(2);
    assertThat(answer.document().select("#errors").text())
        .contains("after the document number", "checks the whole line");
  }

  @Test
  void a_document_past_its_date_is_refused_with_the_date() {
    var maria = people.traveller();
    var specimen =
        """
        P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
        L898902C36UTO7408122F1204159ZE184226B<<<<<10""";

    var answer = maria.post("/passport/lines", "lines", specimen);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.document().select("#errors").text()).contains("2012");
  }

  @Test
  void a_permanent_resident_number_is_checked_by_its_rule() {
    var anna = people.traveller();

    assertThat(permanent(anna, "932682198501010018").document().select("#errors").text())
        .contains("last digit");
    assertThat(permanent(anna, "932682198501010017").status()).isEqualTo(303);
  }

  private static hutong.TestAnswer permanent(TestPerson person, String number) {
    return person.post(
        "/passport/number",
        "kind",
        "PERMANENT_RESIDENT_ID",
        "number",
        number,
        "surname",
        "EXAMPLE",
        "givenNames",
        "ANNA",
        "expiry.year",
        "2034",
        "expiry.month",
        "1",
        "expiry.day",
        "1");
  }

  @Test
  void a_reader_hands_over_once_and_what_is_not_a_chip_is_said_to_be_none() {
    var maria = people.traveller();
    var sent = maria.get("/passport/read/test-reader");
    assertThat(sent.status()).isBetween(302, 303);
    var session =
        java.net.URLDecoder.decode(
            sent.location().replaceFirst(".*session=([^&]*).*", "$1"),
            java.nio.charset.StandardCharsets.UTF_8);
    var path = session.replaceFirst("^https?://[^/]+", "") + "/files";

    var first =
        people.stranger().api().post(path, "{\"files\":{\"SOD\":\"AAAA\",\"DG1\":\"AAAA\"}}");
    var second = people.stranger().api().post(path, "{\"files\":{\"SOD\":\"AAAA\"}}");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.json().get("verdict").asString()).isEqualTo("MALFORMED");
    assertThat(second.status()).isEqualTo(410);
    assertThat(second.json().get("code").asString()).isEqualTo("READER_SESSION_CLOSED");
  }

  @Test
  void nobody_sees_the_check_of_somebody_else() {
    var maria = people.traveller();
    var check =
        maria.post("/passport/lines", "lines", String.join("\n", passport("XK7Q20Z43"))).location();

    assertThat(people.traveller().get(check).status()).isEqualTo(404);
  }

  private static List<String> passport(String number) {
    var holder =
        new Mrz.Holder(
            "SILVA", "MARIA JOAO", "PRT", MrzDate.of(LocalDate.of(1954, 3, 2)), Sex.FEMALE);
    return Mrz.compose(
        new Mrz(
            MrzFormat.TD3,
            "P",
            "PRT",
            number,
            holder,
            MrzDate.of(LocalDate.of(2031, 5, 1)),
            "",
            ""));
  }
}
