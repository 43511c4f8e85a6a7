package hutong.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.kernel.Beijing;
import hutong.web.PageChecks;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What chips are checked against, per country, and who changed it.
@HutongTest
class TrustStoreTest {

  private static final String BY = "operator-under-test";

  @Autowired TestPeople people;
  @Autowired TestClock clock;
  @Autowired TrustService trust;

  @AfterEach
  void theClockRunsAgain() {
    clock.reset();
  }

  private static byte[] csca(String country, String until) throws Exception {
    var keys = KeyPairGenerator.getInstance("EC");
    keys.initialize(256);
    var pair = keys.generateKeyPair();
    var name = new X500Name("C=" + country + ",O=Invented,CN=CSCA " + System.nanoTime());
    return new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(System.nanoTime()),
            Date.from(Instant.parse("2015-01-01T00:00:00Z")),
            Date.from(Instant.parse(until + "T00:00:00Z")),
            name,
            pair.getPublic())
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
        .getEncoded();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private long trusted(String country) {
    return trust.anchors().certificates().stream()
        .filter(facts -> facts.country().equals(country))
        .count();
  }

  @Test
  void a_file_is_reported_on_entry_by_entry() throws Exception {
    byte[] known = csca("IS", "2040-01-01");
    byte[] expired = csca("IS", "2020-01-01");
    assertThat(trust.load("one.cer", known, null, BY)).isPresent();

    var id = trust.load("two.cer", joined(known, expired), null, BY).orElseThrow();

    assertThat(trust.lines(id))
        .extracting(TrustFileStore.Line::outcome)
        .contains("KNOWN", "EXPIRED");
    assertThat(trust.load("again.cer", known, null, BY)).isEmpty();
    var broken =
        trust
            .load("broken.cer", "not trust".getBytes(StandardCharsets.US_ASCII), null, BY)
            .orElseThrow();
    assertThat(trust.lines(broken))
        .extracting(TrustFileStore.Line::reason)
        .containsExactly("UNKNOWN_TRUST_FILE");
    var page = people.operator().get("/console/trust/files/" + id);
    PageChecks.assertSound(page.document(), "en");
    assertThat(page.document().text()).contains("Known", "Expired", "Iceland");
  }

  @Test
  void a_file_counts_from_its_day() throws Exception {
    var today = Beijing.day(clock.instant());
    trust.load("later.cer", csca("MT", "2040-01-01"), today.plusDays(3), BY);
    assertThat(trusted("MT")).isZero();

    clock.advance(Duration.ofDays(4));

    assertThat(trusted("MT")).isEqualTo(1);
  }

  @Test
  void a_certificate_is_retired_and_taken_back() throws Exception {
    trust.load("lu.cer", csca("LU", "2040-01-01"), null, BY);
    var operator = people.operator();
    var page = operator.get("/console/trust/countries/LU");
    PageChecks.assertSound(page.document(), "en");
    var fingerprint = page.document().select("input[name=fingerprint]").attr("value");

    var retired = operator.post("/console/trust/countries/LU/retire", "fingerprint", fingerprint);

    assertThat(retired.status()).isBetween(302, 303);
    assertThat(trusted("LU")).isZero();
    var after = operator.get("/console/trust/countries/LU");
    PageChecks.assertSound(after.document(), "en");
    assertThat(after.document().text()).contains("Retired");
    operator.post("/console/trust/countries/LU/restore", "fingerprint", fingerprint);
    assertThat(trusted("LU")).isEqualTo(1);
    assertThat(operator.get("/console/trust/countries/QQ").status()).isEqualTo(404);
    PageChecks.assertSound(operator.get("/console/trust").document(), "en");
  }
}
