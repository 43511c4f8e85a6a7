package hutong.mrtd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Ten thousand spoilt security objects: none throws, and none is genuine once what was signed has
/// changed.
class MutatedChipTest {

  private static final long SEED = 20261122;
  private static final int ROUNDS = 10_000;
  private static final Pki.Key KEY = new Pki.Key("secp256r1", "SHA256withECDSA");
  private static final Pki.Holder CSCA = Pki.csca("UT", KEY.number(1));
  private static final Pki.Holder SIGNER = Pki.signer(CSCA, KEY);
  private static final TrustAnchors TRUST = Pki.trust(CSCA.certificate());

  @Test
  void a_spoilt_object_is_never_genuine_and_never_throws() throws MalformedException {
    Map<String, byte[]> files = new Chip(SIGNER).files();
    byte[] sod = new Chip(SIGNER).sod();
    files.put("SOD", sod);
    SignedObject original = signed(sod);
    var random = new Random(SEED);
    int genuine = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] spoilt = Mutation.of(sod, random);
      Map<String, byte[]> other = new LinkedHashMap<>(files);
      other.put("SOD", spoilt);
      ChipReport report = PassiveAuthentication.verify(other, TRUST, Pki.NOW);
      assertThat(report.codes()).as("seed " + SEED + " round " + i).doesNotContain("UNREADABLE");
      if (report.verdict().genuine()) {
        genuine++;
        // Only what nobody signed may differ: versions, digest lists, unused parts.
        SignedObject read = signed(spoilt);
        String which = "seed " + SEED + " round " + i;
        assertThat(read.content).as(which).isEqualTo(original.content);
        assertThat(report.signer()).as(which).isNotNull();
        assertThat(report.signer()).as(which).isEqualTo(SIGNER.cert().facts());
      }
    }
    assertThat(genuine).isLessThan(ROUNDS / 4);
  }

  @Test
  void spoilt_data_groups_are_never_genuine() {
    Map<String, byte[]> files = new Chip(SIGNER).files();
    var random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      String name = List.of("DG1", "DG2").get(random.nextInt(2));
      Map<String, byte[]> other = new LinkedHashMap<>(files);
      byte[] before = files.getOrDefault(name, new byte[0]);
      byte[] spoilt = Mutation.of(before, random);
      other.put(name, spoilt);
      ChipReport report = PassiveAuthentication.verify(other, TRUST, Pki.NOW);
      boolean padded =
          spoilt.length > before.length
              && Arrays.equals(before, Arrays.copyOf(spoilt, before.length));
      boolean same = Arrays.equals(before, spoilt) || padded;
      assertThat(report.verdict().genuine()).as("seed " + SEED + " round " + i).isEqualTo(same);
    }
  }

  @Test
  void spoilt_trust_files_never_throw() {
    var random = new Random(SEED);
    byte[] crl = Pki.crl(CSCA, Pki.NOW, Pki.NOW.plusSeconds(60), CSCA.cert().serial);
    byte[] list = new Chip(SIGNER).masterList(CSCA.certificate(), SIGNER.certificate());
    List<byte[]> seeds = List.of(CSCA.certificate(), crl, list);
    for (int i = 0; i < 3_000; i++) {
      byte[] spoilt = Mutation.of(seeds.get(i % 3), random);
      TrustAnchors trust = TrustAnchors.builder().add("spoilt", spoilt).build();
      assertThat(trust.report()).isNotNull();
      assertThat(MasterList.read(spoilt, TRUST).valid()).isFalse();
    }
  }

  @Test
  void spoilt_files_are_read_without_an_exception() {
    var random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      byte[] dg2 = Mutation.of(Chip.dg2(), random);
      assertThat(Lds.readFaces(dg2)).isNotNull();
      byte[] com = Mutation.of(Chip.com("0107", List.of(1, 2, 14)), random);
      assertThat(Lds.readCom(com)).isNotNull();
      assertThat(Lds.readPersonalDetails(com)).isNotNull();
      assertThat(Lds.readSecurityProtocols(dg2)).isNotNull();
      assertThat(Lds.readChipKey(dg2)).isNotNull();
    }
  }

  private static SignedObject signed(byte[] sod) throws MalformedException {
    Tlv outer = Tlv.read(sod);
    byte[] inner = outer.tag() == ChipFile.SOD.tag() ? Tlv.read(outer.content()).raw() : sod;
    return SignedObject.parse(inner, MrtdLimits.ASN1_VALUES, "SOD");
  }
}
