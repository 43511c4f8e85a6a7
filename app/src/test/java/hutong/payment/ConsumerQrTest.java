package hutong.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConsumerQrTest {

  /// The worked example of EMVCo's specification.
  private static final String SPECIFICATION =
      "hQVDUFYwMWETTwegAAAAVVVVUAhQcm9kdWN0MWETTwegAAAAZmZmUAhQcm9kdWN0MmJJWggSNFZ4kBI0WF8gDkNBUkRI"
          + "T0xERVIvRU1WXy0IcnVlc2RlZW5kIZ8QBwYBCgMAAACfJghYT9OF+iNLzJ82AgABnzcEbVjvEw==";

  @Test
  void the_example_of_the_specification_is_read() {
    var code = ConsumerQr.read(SPECIFICATION);
    assertThat(code.codes()).isEmpty();
    assertThat(code.applications())
        .extracting(a -> a.child("4F").orElseThrow().value())
        .containsExactly("A0000000555555", "A0000000666666");
    var common = code.common().orElseThrow();
    assertThat(common.child("5A").orElseThrow().value()).isEqualTo("1234567890123458");
    assertThat(common.child("5F20").orElseThrow().text()).isEqualTo("CARDHOLDER/EMV");
    assertThat(common.child("64").orElseThrow().child("9F36").orElseThrow().value())
        .isEqualTo("0001");
    assertThat(ConsumerQr.print(code.objects())).isEqualTo(SPECIFICATION);
  }

  @Test
  void each_fault_has_its_name() {
    var table =
        """
        8505435056303161094F07A0000003330101                      ok
        8505435056303261094F07A0000003330101                      FORMAT_INDICATOR_UNKNOWN
        61094F07A000000333010185054350563031                      FORMAT_INDICATOR_NOT_FIRST
        61094F07A0000003330101                                    FORMAT_INDICATOR_MISSING
        85054350563031                                            APPLICATION_TEMPLATE_MISSING
        850543505630316104500241 42                               APPLICATION_NAME_MISSING
        8505435056303161064F04A0000003                            WRONG_LENGTH
        8505435056303161094F08A0000003330101                      LENGTH_BEYOND_END
        85054350563031610A4F07A0000003330101                      LENGTH_BEYOND_END
        8505435056303161804F07A00000033301010000                  LENGTH_INDEFINITE
        850543505630316181094F07A0000003330101                    LENGTH_NOT_SHORTEST
        8505435056303161094F07A00000033301015F                    TAG_CUT_SHORT
        8505435056303161094F07A000000333010157                    LENGTH_CUT_SHORT
        8505435056303161114F07A00000033301015A0612AB56789012      NOT_DIGITS
        8505435056303161124F07A00000033301014F07A0000003330101    DUPLICATE_OBJECT
        8505435056303161094F07A00000033301014F07A0000003330101    UNEXPECTED_OBJECT
        85054350563031610E4F07A0000003330101570312 3456           TRACK_FORMAT
        8505435056303161094F07A0000003330101620350011F            NOT_PRINTABLE
        85054350563031610C4F07A0000003330101C10101                UNKNOWN_OBJECT
        """;
    for (var line : table.strip().lines().toList()) {
      int gap = line.lastIndexOf(' ');
      var bytes = HexFormat.of().parseHex(line.substring(0, gap).replace(" ", ""));
      var code = ConsumerQr.read(Base64.getEncoder().encodeToString(bytes));
      var wanted = line.substring(gap + 1);
      if (wanted.equals("ok")) {
        assertThat(code.codes()).as(line).isEmpty();
      } else {
        assertThat(code.codes()).as(line).contains(wanted);
      }
    }
  }

  @Test
  void codes_seen_in_the_field_are_read() {
    var unionPay =
        "hQVDUFYwMWFYTwigAAADMwEBAVcTYpJhA1hEQzVkHSIQIBAAABiAH180AQBjM58mCFaLEtnaC9l/nycBgJ8QEQcAAQOg"
            + "AAABCDM5OTk5OTk5nzYCAAGCAgAAnzcE6gZYyA==";
    assertThat(ConsumerQr.read(unionPay).valid()).isTrue();
    var qris =
        "hQVDUFYwMWFfTwegAAAGAiAgUAdxcmlzY3BtWgqTYARBMBIwhRAPXyAURUFTVE1BTiBOVVJVTCBISUtNQUhfLQRpZGVu"
            + "X1AQdGVsOjA4NTc3MTg3ODAwMZ8lAlEBYwmfdAYxMjM0NTY=";
    assertThat(ConsumerQr.read(qris).valid()).isTrue();
  }

  @Test
  void nothing_throws() {
    long seed = 11L;
    var random = new Random(seed);
    var right = Base64.getDecoder().decode(SPECIFICATION);
    for (int i = 0; i < 20000; i++) {
      var bytes = right.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertThat(ConsumerQr.read(Base64.getEncoder().encodeToString(bytes))).isNotNull();
    }
    assertThat(ConsumerQr.read("").codes()).containsExactly("PAYLOAD_EMPTY");
    assertThat(ConsumerQr.read("%%%").codes()).containsExactly("NOT_BASE64");
    assertThat(ConsumerQr.read("A".repeat(5000)).codes()).containsExactly("PAYLOAD_TOO_LONG");
  }
}
