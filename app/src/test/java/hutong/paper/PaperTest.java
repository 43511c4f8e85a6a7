package hutong.paper;

import static hutong.web.PageChecks.assertSound;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestPeople;
import hutong.credential.Credentials;
import hutong.identity.internal.ChipKey;
import hutong.kernel.Purpose;
import hutong.proof.Json;
import hutong.proof.SignatureKey;
import hutong.proof.SignatureKeys;
import hutong.proof.seal.CompactCode;
import hutong.proof.seal.VdsNc;
import hutong.toolkit.VerifyPaper;
import hutong.vault.SigningKeys;
import hutong.web.DrawnCode;
import hutong.web.WebSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

@HutongTest
class PaperTest {

  @Autowired TestPeople people;
  @Autowired SigningKeys keys;
  @Autowired ChipKey chips;
  @Autowired Credentials credentials;
  @Autowired WebSettings web;
  @Autowired InstantSource clock;

  @Test
  void who_showed_no_document_is_told_how_to_begin() {
    var page = people.traveller().get("/me/paper");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.document().select("a[href=/passport]")).isNotEmpty();
    assertSound(page.document(), "en");
  }

  @Test
  void a_code_is_good_and_each_other_is_refused_for_its_own_reason() {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var ours = ours();
    var good = code(web.publicUrl(), now, now.plus(Duration.ofDays(1)), ours);
    assertThat(verdict(good)).isEqualTo("GOOD");
    assertThat(verdict(code(web.publicUrl(), now, now.plusSeconds(60), SignatureKeys.generate())))
        .isEqualTo("FORGED");
    assertThat(verdict(code("https://nobody.example", now, now.plusSeconds(60), ours)))
        .isEqualTo("ISSUER_UNKNOWN");
    assertThat(verdict(code(web.publicUrl(), now.minusSeconds(90), now.minusSeconds(60), ours)))
        .isEqualTo("EXPIRED");
    assertThat(verdict(code(web.publicUrl(), now.plusSeconds(7200), now.plusSeconds(9000), ours)))
        .isEqualTo("NOT_YET");
    assertThat(verdict(good.substring(0, good.length() - 3))).isEqualTo("UNREADABLE");
    assertThat(verdict("HT1:")).isEqualTo("UNREADABLE");
    assertThat(verdict("")).isEqualTo("UNREADABLE");
    assertThat(verdict(named(ours.id(), now))).isEqualTo("ALTERED");
  }

  @Test
  void the_keys_to_check_with_are_public_and_hold_no_secret() {
    var trust = people.stranger().get("/verify/trust.json").json();
    assertThat(trust.at("/issuers/0/issuer").asString()).isEqualTo(web.publicUrl());
    assertThat(trust.at("/issuers/0/keys/0/x").asString()).hasSize(43);
    assertThat(trust.at("/issuers/0/keys/0").has("d")).isFalse();
    assertThat(people.stranger().get("/verify/offline.js").header("Service-Worker-Allowed"))
        .isEqualTo("/verify");
  }

  @Test
  void a_sheet_ends_with_the_credential_it_rests_on() throws Exception {
    var maria = people.traveller();
    chips.verify(maria.person(), "SILVA", "MARIA", LocalDate.of(1954, 3, 2));
    var page = maria.get("/me/paper").document();
    assertSound(page, "en");
    assertThat(page.text()).contains("SILVA MARIA", "Portugal", "ends with your credential");
    var code = DrawnCode.read(page.expectFirst("figure.qr .box").html());
    var seen = people.stranger().post("/verify", "code", code).text();
    assertThat(seen).contains("SILVA MARIA", "Portugal").doesNotContain("T1234567");
    var trust = trust();
    assertThat(judged(code, trust)).isEqualTo("genuine");
    var late = clock.instant().plus(Duration.ofDays(3));
    assertThat(new VerifyPaper(trust, List.of(), late).verify(code).path("verdict").asString())
        .as("with a list of three days ago")
        .isEqualTo("undecided");

    var held = credentials.held(maria.person(), Purpose.OWN_VIEW).getFirst();
    maria.post("/me/credentials/" + held.id() + "/give-up");
    assertThat(verdict(code)).isEqualTo("REVOKED");
    assertThat(judged(code, trust)).as("with the list of before").isEqualTo("genuine");
    var later = trust();
    assertThat(judged(code, later)).isEqualTo("refused");
    assertThat(maria.get("/me/paper/" + held.id()).status()).isEqualTo(404);
  }

  @Test
  void nobody_prints_the_credential_of_somebody_else() {
    var maria = people.traveller();
    chips.verify(maria.person(), "SILVA", "MARIA", LocalDate.of(1954, 3, 2));
    var held = credentials.held(maria.person(), Purpose.OWN_VIEW).getFirst();
    assertThat(people.traveller().get("/me/paper/" + held.id()).status()).isEqualTo(404);
    assertThat(maria.get("/me/paper/" + held.id()).status()).isEqualTo(200);
    assertThat(maria.get("/me/paper/nothing").status()).isEqualTo(404);
  }

  @Test
  void a_permission_to_stay_is_sealed_as_icao_says_too() {
    var claims = Json.object().put("name", "SILVA MARIA").put("may_stay_until", "2026-12-20");
    var seal = VdsNc.sign(ours(), "permission-to-stay", "UTO", claims);
    assertThat(verdict(seal)).isEqualTo("GOOD");
    assertThat(people.stranger().post("/verify", "code", seal).text())
        .contains("SILVA MARIA", "20 December 2026");
    assertThat(verdict(seal.replace("2026-12-20", "2027-12-20"))).isEqualTo("ALTERED");
    assertThat(
            verdict(
                VdsNc.sign(signer(SigningKeys.Use.TICKET), "permission-to-stay", "UTO", claims)))
        .isEqualTo("ISSUER_UNKNOWN");
    assertThat(verdict("{}")).isEqualTo("UNREADABLE");
    var trust = trust();
    assertThat(judged(seal, trust)).isEqualTo("genuine");
  }

  private String verdict(String code) {
    var page = people.stranger().post("/verify", "code", code);
    assertSound(page.document(), "en");
    return page.document().select("[data-verdict]:not([hidden])").attr("data-verdict");
  }

  private ObjectNode trust() {
    return (ObjectNode) people.stranger().get("/verify/trust.json").json();
  }

  /// What the command line thinks of a code, with these keys and no network.
  private String judged(String code, ObjectNode trust) {
    return new VerifyPaper(trust, List.of(), clock.instant())
        .verify(code)
        .path("verdict")
        .asString();
  }

  private SignatureKey ours() {
    return signer(SigningKeys.Use.SEAL);
  }

  private SignatureKey signer(SigningKeys.Use use) {
    var key = keys.current(use);
    return SignatureKeys.of(
        key.id(), key.privateKey(), key.certificate().getPublicKey(), List.of(key.certificate()));
  }

  // Signed by another key under our key's name.
  private String named(String id, Instant now) {
    try {
      var pair = java.security.KeyPairGenerator.getInstance("EC");
      pair.initialize(256);
      var other = pair.generateKeyPair();
      var key = SignatureKeys.of(id, other.getPrivate(), other.getPublic(), List.of());
      return code(web.publicUrl(), now, now.plusSeconds(60), key);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String code(String issuer, Instant issued, Instant until, SignatureKey key) {
    var claims = Json.object().put("name", "SILVA, MARIA").put("nationality", "PRT");
    return new CompactCode(issuer, "verified-traveller", claims, issued, until, null).sign(key);
  }
}
