package hutong.paper;

import static hutong.web.PageChecks.assertSound;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestPeople;
import hutong.proof.Json;
import hutong.proof.SignatureKey;
import hutong.proof.SignatureKeys;
import hutong.proof.seal.CompactCode;
import hutong.vault.SigningKeys;
import hutong.web.WebSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HutongTest
class PaperTest {

  @Autowired TestPeople people;
  @Autowired SigningKeys keys;
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

  private String verdict(String code) {
    var page = people.stranger().post("/verify", "code", code);
    assertSound(page.document(), "en");
    return page.document().select("[data-verdict]:not([hidden])").attr("data-verdict");
  }

  private SignatureKey ours() {
    var key = keys.current(SigningKeys.Use.SEAL);
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
