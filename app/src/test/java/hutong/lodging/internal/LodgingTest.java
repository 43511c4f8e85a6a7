package hutong.lodging.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestMail;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.kernel.Beijing;
import hutong.lodging.StayId;
import hutong.lodging.StayStatus;
import hutong.mrtd.Mrz;
import hutong.mrtd.MrzDate;
import hutong.mrtd.MrzFormat;
import hutong.mrtd.Sex;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.Selector;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HutongTest
class LodgingTest {

  private static final AtomicInteger NEXT = new AtomicInteger(100);

  @Autowired TestPeople people;
  @Autowired TestMail.Boxes mail;
  @Autowired StayStore store;
  @Autowired InstantSource clock;

  @Test
  void a_receipt_says_the_facts_in_chinese_and_the_readers_language() throws IOException {
    var maria = guest();
    var stay = register(maria, "OWN", "");
    accept(stay, "SY-2026-000123");

    var answer = maria.get("/stays/" + stay + "/receipt.pdf");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/pdf");
    var text = text(answer.bytes());
    assertThat(text)
        .contains("住宿登记回执", "Receipt of accommodation registration", "SILVA MARIA JOAO")
        .contains("SY-2026-000123", "三里屯派出所", "12 Sanlitun Road", "三里屯路12号");
    assertThat(text).doesNotContain("XL7Q20");
    assertThat(text(maria.reading("zh-Hans").get("/stays/" + stay + "/receipt.pdf").bytes()))
        .contains("住宿登记回执")
        .doesNotContain("Receipt of");
  }

  @Test
  void the_seal_of_a_receipt_holds_and_one_changed_byte_breaks_it() throws Exception {
    var maria = guest();
    var stay = register(maria, "OWN", "");
    accept(stay, "SY-2026-000124");
    byte[] pdf = maria.get("/stays/" + stay + "/receipt.pdf").bytes();

    assertThat(sealHolds(pdf)).isTrue();
    pdf[pdf.length / 3] ^= 1;
    assertThat(sealHolds(pdf)).isFalse();
  }

  @Test
  void there_is_no_receipt_before_the_authority_has_accepted_and_none_for_others() {
    var maria = guest();
    var stay = register(maria, "OWN", "");

    assertThat(maria.get("/stays/" + stay + "/receipt.pdf").status()).isEqualTo(409);
    accept(stay, "SY-2026-000125");
    assertThat(people.traveller().get("/stays/" + stay + "/receipt.pdf").status()).isEqualTo(404);
    assertThat(people.traveller().get("/stays/" + stay).status()).isEqualTo(404);
  }

  private void accept(StayId stay, String number) {
    var outcome = new StayStore.Outcome("reg-" + number, number, "三里屯派出所", null, null);
    assertThat(store.decide(stay, StayStatus.ACCEPTED, outcome, clock.instant())).isTrue();
  }

  private TestPerson guest() {
    return guest(people);
  }

  static TestPerson guest(TestPeople people) {
    var maria = people.traveller();
    assertThat(maria.post("/passport/lines", "lines", passport()).status()).isEqualTo(303);
    return maria;
  }

  private StayId register(TestPerson guest, String kind, String hostEmail) {
    var today = Beijing.day(clock.instant());
    var leaves = today.plusDays(4);
    go(guest, "/stays/new", "guests", guest.person().toString());
    go(
        guest,
        "/stays/new/when",
        "arrival.year",
        "" + today.getYear(),
        "arrival.month",
        "" + today.getMonthValue(),
        "arrival.day",
        "" + today.getDayOfMonth(),
        "time",
        "00:10",
        "departure.year",
        "" + leaves.getYear(),
        "departure.month",
        "" + leaves.getMonthValue(),
        "departure.day",
        "" + leaves.getDayOfMonth());
    go(guest, "/stays/new/place", "address", "12 Sanlitun Road", "chinese", "三里屯路12号");
    go(guest, "/stays/new/host", "kind", kind, "name", "Li Wei", "email", hostEmail);
    var answer = guest.post("/stays");
    assertThat(answer.status()).isBetween(302, 303);
    return StayId.parse(answer.location().replaceFirst("/stays/([^?]*).*", "$1"));
  }

  private static void go(TestPerson guest, String path, String... form) {
    assertThat(guest.post(path, form).status()).as(path).isBetween(302, 303);
  }

  private static String text(byte[] pdf) throws IOException {
    try (var document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      return new PDFTextStripper().getText(document);
    }
  }

  private static boolean sealHolds(byte[] pdf)
      throws IOException, OperatorCreationException, java.security.cert.CertificateException {
    try (var document = Loader.loadPDF(pdf)) {
      var signature = document.getLastSignatureDictionary();
      var content = new CMSProcessableByteArray(signature.getSignedContent(pdf));
      byte[] padded = signature.getContents(pdf); // zeros follow the signature
      try (var in = new ASN1InputStream(padded)) {
        var cms = new CMSSignedData(content, ContentInfo.getInstance(in.readObject()));
        var signer = cms.getSignerInfos().getSigners().iterator().next();
        @SuppressWarnings("unchecked") // the store is untyped; its certificates are these
        var sid = (Selector<X509CertificateHolder>) signer.getSID();
        var certificate = cms.getCertificates().getMatches(sid).iterator().next();
        return signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
      }
    } catch (CMSException broken) {
      return false;
    }
  }

  static String passport() {
    var holder =
        new Mrz.Holder(
            "SILVA", "MARIA JOAO", "PRT", MrzDate.of(LocalDate.of(1954, 3, 2)), Sex.FEMALE);
    return String.join(
        "\n",
        Mrz.compose(
            new Mrz(
                MrzFormat.TD3,
                "P",
                "PRT",
                "XL7Q20" + NEXT.incrementAndGet(),
                holder,
                MrzDate.of(LocalDate.of(2031, 5, 1)),
                "",
                "")));
  }
}
