package hutong.presentation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestAnswer;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.credential.Credentials;
import hutong.credential.IssuerTrust;
import hutong.credential.Presented;
import hutong.identity.Traveller;
import hutong.identity.Traveller.Relation;
import hutong.identity.Travellers;
import hutong.identity.internal.ChipKey;
import hutong.kernel.Beijing;
import hutong.kernel.Purpose;
import hutong.kernel.Sensitive;
import hutong.web.PageChecks;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// A traveller answers from her own pages, and nobody types her document again.
@HutongTest
class HeldAnswerTest {

  private static final String COUNTER = "/desk/counter/lotus-lane";

  @Autowired TestPeople people;
  @Autowired ChipKey chips;
  @Autowired Credentials credentials;
  @Autowired IssuerTrust issuer;
  @Autowired TestClock clock;
  @Autowired Travellers travellers;

  private TestPerson maria;
  private TestPerson clerk;

  @BeforeEach
  void begin() {
    maria = people.traveller();
    clerk = people.staff("lotus-lane");
  }

  private TestAnswer asked(String purpose) {
    return clerk.follow(clerk.post(COUNTER, "purpose", purpose));
  }

  /// Opens the question by its code and says yes to it.
  private TestAnswer agrees(TestAnswer asked, String... extras) {
    var code = asked.document().expectFirst("b.num").text();
    var found = maria.post("/present", "code", code).location();
    var page = maria.get(found).document();
    PageChecks.assertSound(page, "en");
    var credential = page.expectFirst("input[name=credential]").val();
    var form = new String[4 + extras.length * 2];
    form[0] = "answer";
    form[1] = "yes";
    form[2] = "credential";
    form[3] = credential;
    for (int i = 0; i < extras.length; i++) {
      form[4 + i * 2] = "extra";
      form[5 + i * 2] = extras[i];
    }
    return maria.follow(maria.post(found, form));
  }

  @Test
  void a_guest_is_checked_in_without_typing_her_document() {
    chips.verify(maria.person(), "SILVA PEREIRA", "MARIA JOAO", LocalDate.of(1954, 3, 2));
    var asked = asked("hotel-check-in");
    var ended = agrees(asked);
    PageChecks.assertSound(ended.document(), "en");
    assertThat(ended.text()).contains("Shown", "Document number");

    var path = asked.response().uri().getPath();
    var result = clerk.get(path);
    PageChecks.assertSound(result.document(), "en");
    assertThat(result.text())
        .contains("核验通过", "Verified", "SILVA PEREIRA", "T1234567", "2 March 1954");
    var step = result.document().expectFirst("a[href*=/presented/]").attr("href");
    var form = clerk.get(step);
    PageChecks.assertSound(form.document(), "en");
    assertThat(form.text()).contains("SILVA PEREIRA MARIA JOAO");
    assertThat(clerk.post(step, "room", "", "nights", "2").status()).isEqualTo(422);
    assertThat(clerk.post(step, "room", "501", "nights", "2").location())
        .isEqualTo("/desk/hotel/lotus-lane?done=1");
    assertThat(maria.api().get("/api/v1/stays").json().path("stays").size()).isEqualTo(1);
    assertThat(maria.get("/me/access").text())
        .contains("You showed facts about yourself", "Lotus Lane Hotel");
  }

  @Test
  void only_the_age_is_told_where_the_age_is_asked() {
    chips.verify(maria.person(), "SILVA PEREIRA", "MARIA JOAO", LocalDate.of(1954, 3, 2));
    var asked = asked("over-18");
    assertThat(agrees(asked).text()).contains("Shown");
    var result = clerk.get(asked.response().uri().getPath());
    assertThat(result.text()).contains("年满18周岁").doesNotContain("SILVA", "T1234567", "1954");
  }

  @Test
  void a_child_is_not_an_adult() {
    chips.verify(
        maria.person(), "SILVA", "TOMAS", hutong.kernel.Beijing.day(clock.instant()).minusYears(8));
    var asked = asked("over-18");
    assertThat(agrees(asked).text()).contains("Not accepted", "does not say what is needed");
    assertThat(clerk.get(asked.response().uri().getPath()).text()).contains("核验未通过");
  }

  @Test
  void one_code_serves_a_tour_of_fifty_and_one_refusal_sinks_nobody_else() {
    chips.verify(maria.person(), "SILVA PEREIRA", "MARIA JOAO", LocalDate.of(1954, 3, 2));
    var who = new ArrayList<String>(List.of("answer", "yes", "who", maria.person().toString()));
    for (int i = 1; i < Traveller.MOST; i++) {
      var member = travellers.add(maria.account(), Relation.GROUP, Sensitive.of("Guest " + i));
      var person = member.orElseThrow().id();
      who.addAll(List.of("who", person.toString()));
      if (i == 1) {
        var young = Beijing.day(clock.instant()).minusYears(8);
        chips.verify(person, "SILVA", "TOMAS", young);
      } else if (i <= 4) {
        chips.verify(person, "GUEST", "NUMBER " + (char) ('A' + i), LocalDate.of(1980, 1, i));
      }
    }
    var asked = asked("over-18");
    var code = asked.document().expectFirst("b.num").text();
    var question = maria.post("/present", "code", code).location();
    var page = maria.get(question);
    PageChecks.assertSound(page.document(), "en");
    assertThat(page.document().select("input[name=who]")).hasSize(Traveller.MOST);
    assertThat(page.document().select("input[name=who][disabled]")).hasSize(Traveller.MOST - 5);
    assertThat(maria.post(question, "answer", "yes").status()).as("nobody ticked").isEqualTo(422);

    var ended = maria.follow(maria.post(question, who.toArray(String[]::new)));
    PageChecks.assertSound(ended.document(), "en");
    assertThat(ended.text()).contains("Shown", "Each of you", "Guest 1", "Guest 49");

    var path = asked.response().uri().getPath();
    var result = clerk.get(path);
    PageChecks.assertSound(result.document(), "en");
    assertThat(result.text()).contains("4 of 50 people verified", "核验通过");
    var rows = result.document().select("main a[href^=/desk/counter/lotus-lane/]");
    var child = clerk.get(rows.get(1).attr("href"));
    assertThat(child.text()).contains("核验未通过").doesNotContain("TOMAS");
    assertThat(clerk.get(COUNTER).document().select("a[href^=" + path + "]")).hasSize(1);
    assertThat(people.stranger().get(question).text()).doesNotContain("Guest 1");
    assertThat(maria.post(question, who.toArray(String[]::new)).location()).isEqualTo(question);
    assertThat(clerk.get(path).text()).contains("4 of 50");
  }

  @Test
  void a_hotel_checks_in_each_of_a_family_from_one_code() {
    chips.verify(maria.person(), "SILVA PEREIRA", "MARIA JOAO", LocalDate.of(1954, 3, 2));
    var child = travellers.add(maria.account(), Relation.CHILD, Sensitive.of("Tomas"));
    var tomas = child.orElseThrow().id();
    chips.verify(tomas, "SILVA", "TOMAS", LocalDate.of(2018, 5, 1));
    var asked = asked("hotel-check-in");
    var code = asked.document().expectFirst("b.num").text();
    var question = maria.post("/present", "code", code).location();
    maria.post(question, "answer", "yes", "who", maria.person() + "", "who", tomas.toString());
    var result = clerk.get(asked.response().uri().getPath());
    assertThat(result.text()).contains("2 of 2 people verified", "SILVA TOMAS");
    var rows = result.document().select("main .rows a:contains(SILVA)");
    assertThat(rows).hasSize(2);
    for (var row : rows) {
      var step = clerk.get(row.attr("href")).document().expectFirst("a[href*=/presented/]");
      assertThat(clerk.post(step.attr("href"), "room", "601", "nights", "2").location())
          .isEqualTo("/desk/hotel/lotus-lane?done=1");
    }
    assertThat(maria.api().get("/api/v1/stays").json().path("stays").size()).isEqualTo(2);
  }

  @Test
  void a_person_of_one_name_checks_in_too() {
    chips.verify(maria.person(), "SUHARTINI", "", LocalDate.of(1980, 1, 1));
    var asked = asked("hotel-check-in");
    assertThat(agrees(asked).text()).contains("Shown");
    assertThat(clerk.get(asked.response().uri().getPath()).text()).contains("SUHARTINI");
  }

  @Test
  void whoever_holds_nothing_is_told_where_to_get_it() {
    var asked = asked("over-18");
    var code = asked.document().expectFirst("b.num").text();
    var page = maria.follow(maria.post("/present", "code", code));
    assertThat(page.text()).contains("You hold no credential for this yet", "/passport");
    assertThat(page.document().select("button[value=yes]")).isEmpty();
  }

  @Test
  void an_independent_verifier_accepts_what_we_issued() throws Exception {
    chips.verify(maria.person(), "SILVA PEREIRA", "MARIA JOAO", LocalDate.of(1954, 3, 2));
    var held = credentials.held(maria.person(), Purpose.OWN_VIEW).getFirst();
    var shown =
        credentials.presentSdJwt(
            maria.person(),
            held.id(),
            Set.of("family_name", "age_over_18"),
            "x509_san_dns:verifier.example",
            "n-0S6_WzA2Mj");
    assertThat(shown).isInstanceOf(Presented.Shown.class);
    var token = ((Presented.Shown) shown).token();
    var accepted = verify(token, "n-0S6_WzA2Mj");
    assertThat(accepted.get("accepted").booleanValue()).as(accepted.toString()).isTrue();
    assertThat(accepted.get("claims").get("family_name").stringValue()).isEqualTo("SILVA PEREIRA");
    assertThat(accepted.get("claims").has("document_number")).isFalse();
    assertThat(verify(token, "another").get("accepted").booleanValue()).isFalse();
  }

  private tools.jackson.databind.JsonNode verify(String token, String nonce) throws Exception {
    var pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(issuer.anchors().getFirst().getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    return Node.run(
        "verifier.mjs",
        Map.of(
            "presentation",
            token,
            "statusList",
            statusList(token),
            "authority",
            pem,
            "nonce",
            nonce,
            "audience",
            "x509_san_dns:verifier.example",
            "now",
            clock.instant().toEpochMilli()));
  }

  private String statusList(String token) throws Exception {
    var claims = hutong.proof.SdJwt.read(token).claims();
    var reference = hutong.proof.StatusReference.of(claims).orElseThrow();
    return issuer.statusList(reference.uri()).orElseThrow();
  }
}
