package hutong.mrtd.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The contract of the probe: one map in, one map out, whatever comes.
class DocumentProbeTest {

  private static final DocumentProbe PROBE =
      new DocumentProbe(InstantSource.fixed(Instant.parse("2026-11-22T00:00:00Z")));
  private static final List<String> SPECIMEN =
      List.of(
          "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
          "L898902C36UTO7408122F1204159ZE184226B<<<<<10");

  @Test
  void a_zone_is_answered_with_its_fields() {
    Map<String, Object> answer =
        PROBE.answer(Map.of("id", "1", "op", "mrz.parse", "lines", SPECIMEN));
    assertThat(answer)
        .containsEntry("id", "1")
        .containsEntry("verdict", "valid")
        .containsEntry("codes", List.of());
    assertThat(fields(answer))
        .containsEntry("format", "TD3")
        .containsEntry("number", "L898902C3")
        .containsEntry("birth", "1974-08-12")
        .containsEntry("givenNames", "ANNA MARIA")
        .containsEntry("nameTruncated", false)
        .containsEntry(
            "checks",
            Map.of(
                "number",
                true,
                "birth",
                true,
                "expiry",
                true,
                "optional",
                true,
                "composite",
                true));
    assertThat(PROBE.answer(Map.of("op", "mrz.parse", "text", String.join("\n", SPECIMEN))))
        .containsEntry("verdict", "valid")
        .doesNotContainKey("id");
  }

  @Test
  void a_number_is_answered_with_its_fields() {
    Map<String, Object> answer =
        PROBE.answer(Map.of("op", "id.check", "kind", "fprid", "value", "911124198108030024"));
    assertThat(answer).containsEntry("verdict", "valid");
    assertThat(fields(answer))
        .containsEntry("kind", "fprid")
        .containsEntry("nationality", "CAN")
        .containsEntry("birth", "1981-08-03")
        .containsEntry("sex", "F");
  }

  @Test
  void a_chip_without_files_is_incomplete() {
    assertThat(PROBE.answer(Map.of("op", "passport.verify", "files", Map.of())))
        .containsEntry("verdict", "incomplete")
        .containsEntry("codes", List.of("NO_DATA_GROUP", "NO_SECURITY_OBJECT"));
  }

  @Test
  void what_cannot_be_answered_is_named() {
    assertCode("UNKNOWN_OPERATION", Map.of("op", "nothing"));
    assertCode("BAD_REQUEST", Map.of());
    assertCode("UNKNOWN_OPERATION", Map.of("op", 7, "id", 3));
    assertCode("BAD_REQUEST", Map.of("op", "mrz.parse"));
    assertCode("BAD_REQUEST", Map.of("op", "mrz.parse", "lines", List.of(1)));
    assertCode("BAD_REQUEST", Map.of("op", "mrz.parse", "text", "x", "now", "yesterday"));
    assertCode("BAD_REQUEST", Map.of("op", "passport.verify", "files", "none"));
    assertCode("BAD_BASE64", Map.of("op", "passport.verify", "files", Map.of("SOD", "%%%")));
    assertCode("BAD_REQUEST", Map.of("op", "masterlist.read"));
    assertCode("MALFORMED_MASTER_LIST", Map.of("op", "masterlist.read", "list", "AAAA"));
    assertCode("UNKNOWN_KIND", Map.of("op", "id.check", "kind", "x", "value", "1"));
    Map<String, Object> nulls = new HashMap<>();
    nulls.put("op", null);
    nulls.put("id", null);
    assertThat(PROBE.answer(nulls)).containsEntry("verdict", "invalid");
  }

  @Test
  void a_revocation_list_that_cannot_be_read_stands_against_a_chip() {
    Map<String, Object> answer =
        PROBE.answer(Map.of("op", "passport.verify", "files", Map.of(), "crls", List.of("AAAA")));
    assertThat(new ArrayList<>((List<?>) answer.get("codes"))).asString().contains("UNKNOWN_TRUST");
  }

  private static void assertCode(String code, Map<String, Object> request) {
    Map<String, Object> answer = PROBE.answer(request);
    assertThat(answer).containsEntry("verdict", "invalid");
    assertThat(String.valueOf(answer.get("codes"))).contains(code);
  }

  private static Map<String, Object> fields(Map<String, Object> answer) {
    Map<String, Object> fields = new HashMap<>();
    if (answer.get("fields") instanceof Map<?, ?> map) {
      map.forEach((key, value) -> fields.put(String.valueOf(key), value));
    }
    return fields;
  }
}
