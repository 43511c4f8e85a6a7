package hutong.mrtd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;

/// Lists of country certificates: signed, broken, self-consistent only.
class MasterListTest {

  private static final Pki.Key KEY = new Pki.Key("secp256r1", "SHA256withECDSA");
  private static final Pki.Holder GERMANY = Pki.csca("DE", KEY.number(1));
  private static final Pki.Holder FRANCE = Pki.csca("FR", KEY.number(2));
  private static final Pki.Holder SIGNER =
      new Pki.Builder("C=DE,CN=List signer", KEY)
          .valid("2019-01-01", "2020-01-01")
          .signer(GERMANY.key())
          .with(
              Cert.EXTENDED_KEY_USAGE,
              true,
              new DERSequence(new ASN1ObjectIdentifier(MasterList.SIGNER_PURPOSE)))
          .signedBy(GERMANY);

  @Test
  void a_list_that_chains_to_a_root_is_read() {
    MasterList list = MasterList.read(list(), Pki.trust(GERMANY.certificate()));
    assertThat(list.findings()).noneMatch(Finding::fatal);
    assertThat(list.valid()).isTrue();
    assertThat(list.countries()).isEqualTo(Map.of("DE", 1, "FR", 1));
    assertThat(list.count()).isEqualTo(2);
  }

  @Test
  void a_list_of_a_stranger_is_refused() {
    MasterList list = MasterList.read(list(), Pki.trust(FRANCE.certificate()));
    assertThat(list.valid()).isFalse();
    assertThat(Finding.codes(list.findings())).contains("UNKNOWN_ISSUER");
    MasterList none = MasterList.read(list(), TrustAnchors.empty());
    assertThat(none.valid()).isFalse();
    assertThat(none.lacksRootsOnly()).isTrue();
    assertThat(none.count()).isEqualTo(2);
  }

  @Test
  void a_changed_list_is_refused_by_trust_too() {
    byte[] list = list();
    list[list.length - 1] ^= 1;
    MasterList read = MasterList.read(list, Pki.trust(GERMANY.certificate()));
    assertThat(Finding.codes(read.findings())).contains("SIGNATURE_WRONG");
    TrustAnchors trust = Pki.trust(list);
    assertThat(trust.report().certificates()).isZero();
    assertThat(Finding.codes(trust.report().findings())).contains("SIGNATURE_WRONG");
  }

  @Test
  void a_document_signer_may_not_sign_a_list() {
    Pki.Holder documents = Pki.signer(GERMANY, KEY);
    byte[] list = new Chip(documents).masterList(GERMANY.certificate());
    MasterList read = MasterList.read(list, Pki.trust(GERMANY.certificate()));
    assertThat(read.valid()).isFalse();
    assertThat(Finding.codes(read.findings())).contains("MASTER_LIST_SIGNER_PURPOSE");
  }

  @Test
  void a_broken_certificate_is_reported_and_skipped() {
    byte[] notOne = Pki.der(new DERSequence(new ASN1ObjectIdentifier("1.2.3")));
    byte[] list = new Chip(SIGNER).masterList(GERMANY.certificate(), notOne, FRANCE.certificate());
    MasterList read = MasterList.read(list, Pki.trust(GERMANY.certificate()));
    assertThat(read.valid()).isTrue();
    assertThat(read.count()).isEqualTo(2);
    assertThat(Finding.codes(read.findings())).contains("CERTIFICATE_SKIPPED");
  }

  @Test
  void a_list_brings_trust_when_it_is_at_least_consistent_in_itself() {
    TrustAnchors trust = Pki.trust(list());
    assertThat(trust.countries()).isEqualTo(Map.of("DE", 1, "FR", 1));
    assertThat(Finding.codes(trust.report().findings())).contains("MASTER_LIST_SELF_ANCHORED");
    byte[] without = new Chip(SIGNER).masterList(FRANCE.certificate());
    assertThat(Pki.trust(without).countries()).isEqualTo(Map.of("FR", 1));
    byte[] italy = Pki.csca("IT", KEY.number(3)).certificate();
    assertThat(Pki.trust(italy, without).countries()).isEqualTo(Map.of("IT", 1));
    TrustAnchors both = Pki.trust(GERMANY.certificate(), without);
    assertThat(both.countries()).isEqualTo(Map.of("DE", 1, "FR", 1));
    Chip chip = new Chip(Pki.signer(FRANCE, KEY));
    assertThat(PassiveAuthentication.verify(chip.files(), both, Pki.NOW).verdict())
        .isEqualTo(Verdict.GENUINE_DOCUMENT_EXPIRED);
  }

  @Test
  void what_is_no_list_is_named() {
    TrustAnchors trust = Pki.trust(GERMANY.certificate());
    for (byte[] bytes : new byte[][] {{}, {1, 2, 3}, GERMANY.certificate()}) {
      assertThat(Finding.codes(MasterList.read(bytes, trust).findings()))
          .containsExactly("MALFORMED_MASTER_LIST");
    }
    byte[] sod = new Chip(Pki.signer(GERMANY, KEY)).unwrapped().sod();
    assertThat(MasterList.read(sod, trust).valid()).isFalse();
  }

  private static byte[] list() {
    return new Chip(SIGNER).masterList(GERMANY.certificate(), FRANCE.certificate());
  }
}
