package hutong.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.proof.Json;
import hutong.proof.SignatureKey;
import hutong.proof.SignatureKeys;
import hutong.proof.StatusList;
import hutong.proof.StatusReference;
import hutong.proof.seal.CompactCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerifyPaperTest {

  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final String CITY = "https://city.example";
  private static final String LIST = CITY + "/status/1";
  private static final SignatureKey OURS = SignatureKeys.generate();

  @Test
  void each_ending_has_its_exit_code_and_reason() {
    assertThat(verdict(code(CITY, NOW.plusSeconds(60), OURS, 0))).isEqualTo("0 []");
    assertThat(verdict(code(CITY, NOW.minusSeconds(60), OURS, 0))).isEqualTo("1 [EXPIRED]");
    assertThat(verdict(code(CITY, NOW.plusSeconds(60), OURS, 1))).isEqualTo("1 [REVOKED]");
    assertThat(verdict(code("https://else.example", NOW.plusSeconds(60), OURS, 0)))
        .isEqualTo("2 [KEY_MISSING]");
    assertThat(verdict(code(CITY, NOW.plusSeconds(60), SignatureKeys.generate(), 0)))
        .isEqualTo("2 [KEY_MISSING]");
    assertThat(verdict("HT1:ABC")).startsWith("1 [SEAL_");
    assertThat(verdict("")).isEqualTo("1 [SEAL_UNREADABLE]");
  }

  @Test
  void a_list_that_is_not_kept_leaves_it_undecided() {
    var trust = trust();
    trust.putObject("statuses");
    var code = code(CITY, NOW.plusSeconds(60), OURS, 0);
    assertThat(new VerifyPaper(trust, List.of(), NOW).verify(code).path("exit").asInt())
        .isEqualTo(VerifyPaper.UNDECIDED);
  }

  private static String verdict(String text) {
    var answer = new VerifyPaper(trust(), List.of(), NOW).verify(text);
    return answer.path("exit").asInt()
        + " "
        + answer.path("codes").valueStream().map(each -> each.asString()).toList();
  }

  private static tools.jackson.databind.node.ObjectNode trust() {
    var trust = Json.object();
    var house = trust.putArray("issuers").addObject().put("issuer", CITY);
    house.putArray("keys").add(OURS.publicKey().json().deepCopy().put("kid", OURS.id()));
    var list = StatusList.of(1, 16);
    list.set(1, StatusList.INVALID);
    trust.putObject("statuses").set(LIST, list.json());
    return trust;
  }

  private static String code(
      String issuer, Instant until, SignatureKey key, @Nullable Integer index) {
    var claims = Json.object().put("name", "SILVA, MARIA");
    var status = index == null ? null : new StatusReference(LIST, index);
    return new CompactCode(
            issuer, "verified-traveller", claims, NOW.minusSeconds(600), until, status)
        .sign(key);
  }
}
