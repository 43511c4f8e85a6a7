package hutong.credential.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hutong.HutongTest;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.credential.Attestations;
import hutong.credential.Credentials;
import hutong.credential.HeldCredential;
import hutong.credential.HeldCredential.State;
import hutong.entry.EntryPath;
import hutong.entry.NewEntry;
import hutong.entry.Permissions;
import hutong.identity.internal.ChipKey;
import hutong.kernel.Beijing;
import hutong.kernel.Purpose;
import hutong.proof.Json;
import hutong.proof.SignatureKeys;
import hutong.web.PageChecks;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Where the facts of credentials come from, and what happens when they change.
@HutongTest
class CredentialFactsTest {

  @Autowired TestPeople people;
  @Autowired ChipKey chips;
  @Autowired Credentials credentials;
  @Autowired Attestations attestations;
  @Autowired Permissions permissions;
  @Autowired OfferService offers;
  @Autowired JdbcClient jdbc;
  @Autowired TestClock clock;

  private TestPerson maria() {
    var maria = people.traveller();
    chips.verify(maria.person(), "SILVA PEREIRA", "MARIA JOAO", LocalDate.of(1954, 3, 2));
    return maria;
  }

  private Optional<HeldCredential> held(TestPerson person, String type) {
    return credentials.held(person.person(), Purpose.OWN_VIEW).stream()
        .filter(each -> each.type().key().equals(type))
        .findFirst();
  }

  @Test
  void a_recorded_entry_says_until_when_she_may_stay_and_for_no_longer_than_it_stands() {
    var maria = maria();
    var today = Beijing.day(clock.instant());
    permissions.record(
        maria.person(),
        new NewEntry(today, "shanghai-pudong", EntryPath.VISA, Optional.of(today.plusDays(20))));
    var stay = held(maria, "permission-to-stay").orElseThrow();
    assertThat(stay.claims().reveal(Purpose.OWN_VIEW))
        .containsEntry("may_stay_until", today.plusDays(20))
        .containsEntry("family_name", "SILVA PEREIRA")
        .containsEntry("basis", "declared");
    assertThat(held(maria, "verified-traveller").orElseThrow().claims().reveal(Purpose.OWN_VIEW))
        .containsEntry("entered_on", today);
    assertThat(permissions.forget(maria.person(), today)).isTrue();
    assertThat(held(maria, "permission-to-stay").orElseThrow().state()).isEqualTo(State.REVOKED);
    assertThat(held(maria, "verified-traveller").orElseThrow().claims().reveal(Purpose.OWN_VIEW))
        .doesNotContainKey("entered_on");
  }

  @Test
  void what_a_school_states_is_issued_and_what_it_withdraws_is_revoked() {
    var maria = maria();
    var until = clock.instant().plus(Duration.ofDays(300));
    var statement =
        attestations.state(
            "partner_school",
            maria.person(),
            "student",
            Map.of("school", "Practice University", "level", "master"),
            until);
    assertThatIllegalArgumentException()
        .as("what a chip proves is stated by nobody")
        .isThrownBy(
            () ->
                attestations.state(
                    "partner_school",
                    maria.person(),
                    "verified-traveller",
                    Map.of("name", "SOMEBODY ELSE"),
                    until));
    var student = held(maria, "student").orElseThrow();
    assertThat(student.state()).isEqualTo(State.VALID);
    assertThat(attestations.withdraw("partner_other", statement)).isFalse();
    assertThat(attestations.withdraw("partner_school", statement)).isTrue();
    assertThat(held(maria, "student").orElseThrow().state()).isEqualTo(State.REVOKED);
  }

  @Test
  void a_wallet_waits_for_what_somebody_still_has_to_decide() {
    var maria = maria();
    var now = clock.instant();
    var made =
        maria
            .api()
            .post(
                "/api/v1/stays",
                """
                {"arrival":"%s","departure":"%s","address":"12 Sanlitun Road"}"""
                    .formatted(now.minus(Duration.ofHours(1)), Beijing.day(now).plusDays(2)),
                "Idempotency-Key",
                UUID.randomUUID().toString());
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    var stay =
        jdbc.sql("select id from lodging.stay where person_id = :person")
            .param("person", maria.person().value())
            .query(UUID.class)
            .single();
    var grounds = "stay_" + stay.toString().replace("-", "");
    var offered =
        (OfferService.Offering.Offered)
            offers.offer(
                maria.account(),
                List.of(new OfferStore.Item("lodging-receipt.sd-jwt", maria.person(), grounds)));
    var offer = offers.find(maria.account(), offered.offer()).orElseThrow();
    var json = Json.MAPPER.readTree(TestWallet.query(offer.direct()).get("credential_offer"));
    var wallet = new TestWallet(people.stranger(), false);
    var token =
        wallet
            .post(
                "token",
                TestWallet.form(
                    "grant_type",
                    TokenService.PRE_AUTHORISED,
                    "pre-authorized_code",
                    json.get("grants")
                        .get(TokenService.PRE_AUTHORISED)
                        .get("pre-authorized_code")
                        .stringValue(),
                    "tx_code",
                    offer.digits()))
            .json()
            .get("access_token")
            .stringValue();
    var bearer = new String[] {"Authorization", "Bearer " + token};
    var asked =
        wallet.postJson(
            "credential",
            TestWallet.request(
                "lodging-receipt.sd-jwt", wallet.proof(SignatureKeys.generate(), wallet.nonce())),
            bearer);
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    assertThat(asked.json().get("interval").intValue()).isPositive();
    var later = Json.object();
    later.set("transaction_id", asked.json().get("transaction_id"));
    assertThat(wallet.postJson("deferred", later, bearer).status()).isEqualTo(202);
    jdbc.sql(
            """
            update lodging.stay
            set status = 'ACCEPTED', authority_number = 'SH-1', decided_at = now()
            where id = :id
            """)
        .param("id", stay)
        .update();
    var got = wallet.postJson("deferred", later, bearer);
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(got.json().get("credentials").size()).isEqualTo(1);
    var again = wallet.postJson("deferred", later, bearer);
    assertThat(again.status() + " " + again.json().get("error").stringValue())
        .isEqualTo("400 invalid_transaction_id");
  }

  @Test
  void one_code_tells_a_desk_who_belongs_together() {
    var maria = maria();
    maria.post("/me/people", "name", "Tomas", "relation", "CHILD");
    var made =
        maria.post("/me/credentials/parties", "title", "Us", "member", maria.person().toString());
    var page = maria.follow(made);
    assertThat(page.status()).isEqualTo(200);
    var id = UUID.fromString(made.location().substring(made.location().lastIndexOf('/') + 1));
    var party = parties.find(maria.account(), id).orElseThrow();
    var desk = people.staff("palace-museum").get("/parties/" + party.code());
    assertThat(desk.document().text()).contains("MARIA JOAO").doesNotContain("T1234567");
    assertThat(people.stranger().get("/parties/" + party.code()).text())
        .doesNotContain("MARIA JOAO");
    maria.post(made.location() + "/close");
    assertThat(people.staff("palace-museum").get("/parties/" + party.code()).status())
        .isEqualTo(404);
  }

  @Autowired PartyService parties;

  @Test
  void the_pages_are_sound_in_both_languages() {
    var maria = maria();
    var held = held(maria, "verified-traveller").orElseThrow();
    for (var tag : List.of("en", "zh-Hans")) {
      maria.reading(tag);
      var home = "/me/credentials";
      for (var path :
          List.of(
              home,
              home + "/" + held.id(),
              home + "/" + held.id() + "/give-up",
              home + "/types",
              home + "/parties",
              home + "/parties/new")) {
        var page = maria.get(path);
        assertThat(page.status()).as(path).isEqualTo(200);
        PageChecks.assertSound(page.document(), tag);
      }
      PageChecks.assertSound(
          maria.follow(maria.post(home + "/" + held.id() + "/offer")).document(), tag);
      PageChecks.assertSound(
          people.operator().reading(tag).get("/console/credentials").document(), tag);
    }
    people.operator().reading("en");
  }
}
