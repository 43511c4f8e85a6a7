package hutong.mrtd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The files of the data structure, one by one.
class LdsTest {

  @Test
  void the_list_of_files_is_read() {
    Lds.Com com = Lds.readCom(Chip.com("0107", List.of(1, 2, 11, 14))).orElseThrow();
    assertThat(com.ldsVersion()).isEqualTo("0107");
    assertThat(com.unicodeVersion()).isEqualTo("040000");
    assertThat(com.files())
        .containsExactly(ChipFile.DG1, ChipFile.DG2, ChipFile.DG11, ChipFile.DG14);
    assertThat(Lds.readCom(Chip.dg2())).isEmpty();
  }

  @Test
  void the_zone_is_read_in_all_three_sizes() {
    for (String text : List.of(MrzTest.TD1, MrzTest.TD2, MrzTest.TD3)) {
      List<String> lines = text.lines().toList();
      assertThat(Lds.readMrz(Chip.dg1(lines))).contains(lines);
    }
    assertThat(Lds.readMrz(Chip.dg1(List.of("P<UTO")))).isEmpty();
  }

  @Test
  void the_portrait_is_found_with_its_format() {
    List<Lds.FaceImage> faces = Lds.readFaces(Chip.dg2());
    assertThat(faces).hasSize(1);
    assertThat(faces.getFirst().type()).isEqualTo(Lds.ImageType.JPEG);
    assertThat(HexFormat.of().formatHex(faces.getFirst().image())).startsWith("ffd8ffe0");
  }

  @Test
  void details_are_read_by_name() {
    byte[] inner =
        Chip.join(
            Chip.tlv(0x5C, HexFormat.of().parseHex("5F0E5F2B5F11")),
            Chip.tlv(0x5F0E, "PEREIRA<<MARIA<JOÃO".getBytes(StandardCharsets.UTF_8)),
            Chip.tlv(0xA0, Chip.tlv(0x5F0F, "MARY".getBytes(StandardCharsets.UTF_8))),
            Chip.tlv(0x5F2B, HexFormat.of().parseHex("19540302")),
            Chip.tlv(0x5F11, "LISBOA<PRT".getBytes(StandardCharsets.UTF_8)));
    Lds.Details details = Lds.readPersonalDetails(Chip.tlv(0x6B, inner)).orElseThrow();
    assertThat(details.find("fullName")).contains("PEREIRA  MARIA JOÃO");
    assertThat(details.find("otherName")).contains("MARY");
    assertThat(details.find("birth")).contains("19540302");
    assertThat(details.find("placeOfBirth")).contains("LISBOA PRT");
    byte[] issued = Chip.tlv(0x5F26, "20200131".getBytes(StandardCharsets.US_ASCII));
    assertThat(Lds.readDocumentDetails(Chip.tlv(0x6C, issued)).orElseThrow().find("issued"))
        .contains("20200131");
  }

  @Test
  void protocols_and_the_chips_key_are_read() {
    byte[] dg14 =
        Chip.tlv(
            0x6E,
            Chip.tlv(0x31, Chip.tlv(0x30, HexFormat.of().parseHex("060804007F0007020202020101"))));
    assertThat(Lds.readSecurityProtocols(dg14))
        .extracting(Lds.SecurityProtocol::oid)
        .containsExactly("0.4.0.127.0.7.2.2.2");
    byte[] key = Pki.der(new Pki.Key("secp256r1", "SHA256withECDSA").info());
    assertThat(Lds.readChipKey(Chip.tlv(0x6F, key))).contains(key);
  }
}
