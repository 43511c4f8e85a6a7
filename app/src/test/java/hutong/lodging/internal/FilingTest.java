package hutong.lodging.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestClock;
import hutong.TestMail;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.audit.Audit;
import hutong.entry.Permissions;
import hutong.identity.Accounts;
import hutong.identity.Documents;
import hutong.kernel.Beijing;
import hutong.partners.Partners;
import hutong.vault.PersonKeys;
import hutong.web.WebSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Filing with an authority that may be slow, wrong or dead, from the app to the receipt.
@HutongTest
class FilingTest {

  @Autowired TestPeople people;
  @Autowired TestMail.Boxes mail;
  @Autowired TestClock clock;
  @Autowired StayStore store;
  @Autowired StayService stays;
  @Autowired Documents documents;
  @Autowired Permissions permissions;
  @Autowired Partners partners;
  @Autowired Accounts accounts;
  @Autowired PersonKeys keys;
  @Autowired Audit audit;
  @Autowired WebSettings web;
  @Autowired TransactionTemplate transaction;
  @Autowired ApplicationEventPublisher events;
  @Autowired JsonMapper json;

  private TestAuthority authority;
  private FilingService filing;
  private TestPerson maria;

  @BeforeEach
  void begin() throws IOException {
    authority = new TestAuthority();
    var settings =
        new LodgingSettings(
            new LodgingSettings.Authority(authority.url(), TestAuthority.KEY),
            Duration.ofMillis(300));
    filing =
        new FilingService(
            store,
            stays,
            new AuthorityGateway(settings, json),
            documents,
            permissions,
            partners,
            accounts,
            keys,
            audit,
            web,
            transaction,
            events,
            clock);
    maria = LodgingTest.guest(people);
  }

  @AfterEach
  void end() {
    authority.close();
    clock.reset();
  }

  @Test
  void a_registration_is_filed_with_every_field_and_accepted() {
    var stay = register();
    run(3);

    var record = authority.record(stay);
    assertThat(record.path("documentKind").asString()).isEqualTo("PASSPORT");
    assertThat(record.path("documentNumber").asString()).startsWith("XL7Q20");
    assertThat(record.path("surname").asString()).isEqualTo("SILVA");
    assertThat(record.path("givenNames").asString()).isEqualTo("MARIA JOAO");
    assertThat(record.path("nationality").asString()).isEqualTo("PRT");
    assertThat(record.path("sex").asString()).isEqualTo("F");
    assertThat(record.path("birth").asString()).isEqualTo("1954-03-02");
    assertThat(record.path("documentExpiry").asString()).isEqualTo("2031-05-01");
    assertThat(record.path("placeKind").asString()).isEqualTo("RESIDENCE");
    assertThat(record.path("address").path("chinese").asString()).isEqualTo("三里屯路12号");
    var shown = maria.api().get("/api/v1/stays/" + stay).json();
    assertThat(shown.path("status").asString()).isEqualTo("ACCEPTED");
    assertThat(shown.path("number").asString()).isEqualTo("SH-1");
    assertThat(shown.path("station").asString()).isEqualTo("三里屯派出所");
    mail.next(maria.email(), "You are registered");
    var receipt = maria.api().get("/api/v1/stays/" + stay + "/receipt");
    assertThat(receipt.header("Content-Type")).isEqualTo("application/pdf");
  }

  @ParameterizedTest
  @EnumSource(
      value = TestAuthority.Mode.class,
      names = {"SLOW", "WRONG", "DEAD", "LOST", "REFUSING"})
  void an_authority_that_fails_is_asked_again_until_it_answers(TestAuthority.Mode mode) {
    var stay = register();
    authority.mode = mode;
    run(1);
    assertThat(status(stay)).isEqualTo("SUBMITTED");
    authority.mode = TestAuthority.Mode.NORMAL;
    run(4);
    assertThat(status(stay)).isEqualTo("ACCEPTED");
    assertThat(authority.timesFiled(stay))
        .as("every try carries the stay's id, so it is one registration")
        .isEqualTo(mode == TestAuthority.Mode.LOST ? 2 : 1);
  }

  @Test
  void what_an_officer_sends_back_is_corrected_and_filed_again() {
    var stay = register();
    authority.decision = "RETURNED";
    run(3);
    var api = maria.api();
    var returned = api.get("/api/v1/stays/" + stay).json();
    assertThat(returned.path("status").asString()).isEqualTo("RETURNED");
    assertThat(returned.path("reason").asString()).isEqualTo("the door number is missing");
    assertThat(maria.get("/stays/" + stay).text()).contains("the door number is missing");

    var corrected =
        api.post(
            "/api/v1/stays/" + stay + "/correction",
            "{\"address\":\"12 Sanlitun Road, door 401\"}");
    assertThat(corrected.json().path("status").asString()).isEqualTo("SUBMITTED");
    authority.decision = "ACCEPTED";
    run(3);
    assertThat(status(stay)).isEqualTo("ACCEPTED");
    assertThat(authority.record(stay).path("address").path("text").asString())
        .isEqualTo("12 Sanlitun Road, door 401");
  }

  @Test
  void a_departure_reaches_the_authority_even_when_it_was_dead_at_first() {
    var stay = register();
    run(3);
    var api = maria.api();
    var left = api.post("/api/v1/stays/" + stay + "/departure", "");
    assertThat(left.json().path("status").asString()).isEqualTo("CLOSED");
    assertThat(api.post("/api/v1/stays/" + stay + "/departure", "").status()).isEqualTo(200);
    authority.mode = TestAuthority.Mode.DEAD;
    run(1);
    assertThat(authority.knowsDeparture(stay)).isFalse();
    authority.mode = TestAuthority.Mode.NORMAL;
    run(2);
    assertThat(authority.knowsDeparture(stay)).isTrue();
  }

  @Test
  void nothing_is_filed_of_somebody_who_erased_herself() {
    var stay = register();
    maria.post("/me/erase", "word", "erase");
    run(2);
    assertThat(authority.timesFiled(stay)).isZero();
  }

  private String status(String stay) {
    return maria.api().get("/api/v1/stays/" + stay).json().path("status").asString();
  }

  /// Lets the beat come this often; stays of other tests may be due, too.
  private void run(int times) {
    for (int i = 0; i < times; i++) {
      clock.advance(Duration.ofMinutes(6));
      for (int batch = 0; batch < 3; batch++) {
        filing.run();
      }
    }
  }

  private String register() {
    var now = clock.instant();
    var body =
        """
        {"arrival":"%s","departure":"%s","address":"12 Sanlitun Road",
         "chineseAddress":"三里屯路12号"}"""
            .formatted(now.minus(Duration.ofHours(1)), Beijing.day(now).plusDays(4));
    var answer =
        maria.api().post("/api/v1/stays", body, "Idempotency-Key", UUID.randomUUID().toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("stays").path(0).path("id").asString();
  }
}
