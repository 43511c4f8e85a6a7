package hutong.insight;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestPeople;
import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.audit.AuditLog;
import hutong.audit.AuditSettings;
import hutong.audit.HeadVerifier;
import hutong.audit.LoggedEntry;
import hutong.audit.MerkleProofs;
import hutong.audit.MerkleTree;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@HutongTest
class LogPagesTest {

  @Autowired TestPeople people;
  @Autowired Audit audit;
  @Autowired AuditLog log;
  @Autowired AuditSettings settings;

  @Test
  void a_person_reads_who_saw_her_data_what_why_and_when() {
    var maria = people.traveller();
    audit.record(
        AuditEntry.of("platform", "identity.document.read")
            .about(maria.person())
            .because(Purpose.LODGING_REGISTRATION));
    audit.record(
        AuditEntry.of(maria.account().toString(), "lodging.unheard.of").about(maria.person()));
    soon(maria.person(), "lodging.unheard.of");

    var page = maria.get("/me/access").document();
    assertThat(page.select(".row").eachText())
        .anySatisfy(
            row ->
                assertThat(row)
                    .contains("Your document was read")
                    .contains("Hutong itself")
                    .contains("for the registration of your stay"))
        .anySatisfy(row -> assertThat(row).contains("Your stay was handled").contains("You ·"));
    assertThat(maria.reading("zh-Hans").get("/me/access").text()).contains("读取了您的证件信息");
  }

  @Test
  void a_proof_is_hers_alone_and_can_be_checked_without_the_platform() throws Exception {
    var maria = people.traveller();
    audit.record(AuditEntry.of("platform", "identity.document.read").about(maria.person()));
    var entry = soon(maria.person(), "identity.document.read");
    var path = "/me/access/" + entry.id() + "/proof";

    assertThat(people.traveller().get(path).status()).isEqualTo(404);
    assertThat(maria.get("/me/access/nonsense/proof").status()).isEqualTo(404);
    var proof = maria.get(path).json();
    var key =
        KeyFactory.getInstance("EC")
            .generatePublic(
                new X509EncodedKeySpec(bytes(proof.get("publicKeys").get(0).stringValue())));
    var inclusion = proof.get("inclusion");
    var head =
        new HeadVerifier(proof.get("logName").stringValue(), key)
            .verify(inclusion.get("note").stringValue())
            .orElseThrow();
    byte[] leaf = proof.get("leaf").stringValue().getBytes(StandardCharsets.UTF_8);
    assertThat(
            MerkleProofs.includes(
                inclusion.get("leafIndex").longValue(),
                head.size(),
                MerkleTree.leafHash(leaf),
                path(inclusion),
                head.root()))
        .isTrue();
  }

  @Test
  void anybody_may_ask_for_heads_and_proofs_and_put_them_to_the_toolkit() {
    var maria = people.traveller();
    audit.record(AuditEntry.of("platform", "identity.document.read").about(maria.person()));
    var entry = soon(maria.person(), "identity.document.read");
    var api = people.stranger().api(null);

    var inclusion = api.get("/api/v1/log/inclusion?entry=" + entry.id());
    assertThat(inclusion.text()).doesNotContain(maria.person().toString());
    assertThat(api.post("/api/v1/toolkit/merkle.inclusion", inclusion.text()).text())
        .contains("\"verdict\":\"valid\"");
    var head = api.get("/api/v1/log/head").json();
    var consistency = api.get("/api/v1/log/consistency?from=1&to=" + head.get("treeSize"));
    assertThat(api.post("/api/v1/toolkit/merkle.consistency", consistency.text()).text())
        .contains("\"verdict\":\"valid\"");
    assertThat(api.get("/api/v1/log/keys").json().get(0).get("name").stringValue())
        .isEqualTo(settings.origin());
  }

  @Test
  void what_the_log_does_not_have_is_refused_with_reasons() {
    var api = people.stranger().api(null);
    assertThat(api.get("/api/v1/log/inclusion").status()).isEqualTo(404);
    assertThat(api.get("/api/v1/log/inclusion?entry=entry_" + "0".repeat(32)).status())
        .isEqualTo(404);
    assertThat(api.get("/api/v1/log/consistency?from=0&to=1").json().get("code").stringValue())
        .isEqualTo("NO_SUCH_SIZE");
    assertThat(api.get("/api/v1/log/consistency?from=a&to=1").status()).isEqualTo(400);
    assertThat(api.get("/api/v1/log/consistency").status()).isEqualTo(400);
  }

  @Test
  void an_operator_finds_acts_and_exports_them_and_both_stand_in_the_log() {
    var maria = people.traveller();
    var clerk = maria.account().toString();
    audit.record(AuditEntry.of(clerk, "identity.records.downloaded").about(maria.person()));
    soon(maria.person(), "identity.records.downloaded");
    var operator = people.operator();

    var page = operator.get("/console/log?act=identity.&actor=" + clerk).document();
    assertThat(page.select("tbody tr").eachText())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).contains("identity."));
    assertThat(page.select("dd code").text()).isNotEmpty();
    assertThat(operator.get("/console/log?day=nonsense&before=0").status()).isEqualTo(200);
    assertThat(operator.get("/console/log?day=2001-01-01").text()).contains("No acts here");

    var lines = operator.get("/console/log.jsonl?actor=" + clerk).text().lines().toList();
    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(JsonMapper.shared().readTree(line).get("leaf").stringValue())
                    .contains("identity.records.downloaded"));
    audit.record(AuditEntry.of("platform", "test.after").about(maria.person()));
    soon(maria.person(), "test.after");
    assertThat(operator.get("/console/log?act=insight.&actor=" + operator.account()).text())
        .contains("insight.log.read")
        .contains("insight.log.exported");
  }

  @Test
  void the_log_is_for_operators_and_auditors() {
    assertThat(people.auditor().get("/console/log").status()).isEqualTo(200);
    assertThat(people.traveller().get("/console/log").status()).isEqualTo(403);
    assertThat(people.stranger().get("/console/log").status()).isIn(302, 303);
    assertThat(people.stranger().get("/me/access").status()).isIn(302, 303);
  }

  private LoggedEntry soon(PersonId person, String act) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < end) {
      for (var entry : log.about(person, null, 50)) {
        if (entry.entry().act().equals(act)) {
          return entry;
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("not in the log: " + act);
  }

  private static List<byte[]> path(JsonNode inclusion) {
    return inclusion.get("proof").valueStream().map(each -> bytes(each.stringValue())).toList();
  }

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
