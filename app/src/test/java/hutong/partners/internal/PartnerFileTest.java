package hutong.partners.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PartnerFileTest {

  private static final String GOOD =
      """
      key: old-well
      kind: SHOP
      name: { en: Old Well, zh-Hans: 老井 }
      address: { en: "7 Yuyuan Road", zh-Hans: 愚园路7号 }
      phone: "+86 21 5555 0107"
      details:
        merchantName: OLD WELL
        merchantCity: SHANGHAI
        merchantCategory: "5812"
      """;

  @Test
  void a_good_file_is_taken() {
    var file = PartnerFile.parse("old-well.yaml", GOOD);

    assertThat(file.key()).isEqualTo("old-well");
    assertThat(file.details()).containsEntry("merchantCategory", "5812");
  }

  @Test
  void every_file_of_the_repository_is_good() throws IOException {
    assertThat(LoadPartnersJob.read("classpath*:services/partners/*.yaml"))
        .extracting(PartnerFile::key)
        .contains("lotus-lane", "palace-museum", "noodle-house");
  }

  @Test
  void a_mistake_is_told_with_its_file_line_and_reason() {
    refused(GOOD.replace("SHOP", "PUB"), "old-well.yaml: line 2: kind must be one of");
    refused(GOOD.replace("5812", "58"), "line 9: details.merchantCategory must be of the form");
    refused(GOOD.replace("zh-Hans: 老井", "de: Brunnen"), "line 3: name must be said in zh-Hans");
    refused(GOOD.replace("phone:", "fone:"), "line 5: fone is not known");
    refused(GOOD.replace("key: old-well", "key: Old Well"), "line 1: key must be");
    refused(GOOD + "kind: HOTEL\n", "line 10: kind stands twice");
    refused(GOOD + "  : [", "old-well.yaml: line ");
    refused("", "must be a list of names and values");
    refused(GOOD + "staff: [{ email: nobody, role: BOSS }]", "line 10: role must be CLERK or LEAD");
  }

  private static void refused(String text, String reason) {
    assertThatThrownBy(() -> PartnerFile.parse("old-well.yaml", text))
        .isInstanceOf(PartnerFile.Mistaken.class)
        .hasMessageContaining(reason);
  }
}
