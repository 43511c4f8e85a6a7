package hutong.payment;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.kernel.Money;
import hutong.payment.EmvQr.Making.Made;
import hutong.payment.EmvQr.Making.Refused;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EmvQrTest {

  /// The worked example of EMVCo's specification.
  private static final String SPECIFICATION =
      "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN"
          + "5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***"
          + "0708A60086670902ME91320016A0112233449988770708123456786304A13A";

  private static final Map<String, Object> SHOP =
      Map.of(
          "merchantAccounts",
          List.of(Map.of("guid", "cn.hutong.pay", "01", "noodles")),
          "mcc",
          "5812",
          "currency",
          "CNY",
          "country",
          "CN",
          "merchantName",
          "LANE NOODLES",
          "merchantCity",
          "SHANGHAI");

  @Test
  void the_example_of_the_specification_is_read() {
    var code = EmvQr.read(SPECIFICATION);
    assertThat(code.codes()).isEmpty();
    assertThat(code.valid()).isTrue();
    assertThat(code.dynamic()).isTrue();
    assertThat(code.amount()).contains(Money.of("23.72", "CNY"));
    assertThat(code.merchantName()).contains("BEST TRANSPORT");
    assertThat(code.value("64.01")).contains("最佳运输");
    assertThat(code.value("62.06")).contains("***");
    assertThat(code.value("91.07")).contains("12345678");
  }

  @Test
  void each_fault_has_its_name() {
    check(
        """
        5303156 -> 5303999                    CURRENCY_UNKNOWN
        5303156 -> 5303000                    CURRENCY_UNKNOWN
        5303156 -> 530315A                    NOT_NUMERIC CURRENCY_UNKNOWN
        5303156 -> 5302CN                     NOT_NUMERIC WRONG_LENGTH
        5802CN -> 5802ZZ                      COUNTRY_UNKNOWN
        5802CN -> 5802cn                      COUNTRY_UNKNOWN
        5802CN -> .                           COUNTRY_MISSING
        52044111 -> .                         CATEGORY_MISSING
        52044111 -> 5203411                   WRONG_LENGTH
        5303156 -> .                          CURRENCY_MISSING
        5914BEST_TRANSPORT -> .               MERCHANT_NAME_MISSING
        6007BEIJING -> .                      MERCHANT_CITY_MISSING
        6007BEIJING -> 6002北京               NOT_PRINTABLE
        6007BEIJING -> 6016BEIJINGBEIJINGBE   TOO_LONG
        5914BEST_TRANSPORT -> 5926BEST_TRANSPORT_OF_THE_CITY   TOO_LONG
        000201 -> .                           FORMAT_INDICATOR_MISSING
        000201 -> 000202                      FORMAT_INDICATOR_UNKNOWN
        010212 -> 010213                      INITIATION_UNKNOWN
        010212 -> 010212010211                DUPLICATE_OBJECT
        540523.72 -> 540523,72                AMOUNT_FORMAT
        540523.72 -> 5406-23.72               AMOUNT_FORMAT
        540523.72 -> 54062.3.72               AMOUNT_FORMAT
        540523.72 -> 54040.00                 AMOUNT_ZERO
        540523.72 -> 540623.725               AMOUNT_DECIMALS
        540523.72 -> 540623.720               DECIMALS_NOT_OF_CURRENCY
        540523.72 -> 541412345678901.00       TOO_LONG
        540523.72 -> 540323.                  ok
        540523.72 -> 540223                   ok
        550201 -> 550204                      TIP_INDICATOR_UNKNOWN
        550201 -> 550202                      FEE_FIXED_MISSING
        550201 -> 55020256041.50              ok
        550201 -> 55020256040.00              AMOUNT_ZERO
        550201 -> 56041.50                    FEE_FIXED_UNEXPECTED
        550201 -> 550203                      FEE_PERCENTAGE_MISSING
        550201 -> 55020357043.00              ok
        550201 -> 5502035705100.0             FEE_PERCENTAGE_RANGE
        550201 -> 55020357013                 ok
        550201 -> 5502035700                  LENGTH_ZERO
        550201 -> 55020357023%                FEE_PERCENTAGE_FORMAT
        550201 -> 57013                       FEE_PERCENTAGE_UNEXPECTED
        0902ME -> 0902MX                      CONSUMER_DATA_UNKNOWN
        0902ME -> 0902MM                      CONSUMER_DATA_REPEATED
        0002ZH -> 0002QX                      LANGUAGE_UNKNOWN
        0012D15600000001 -> 0112D15600000001  GUID_MISSING
        6304 -> 65996304                      LENGTH_BEYOND_END
        6304 -> 6501X6304                     RESERVED_OBJECT
        """);
  }

  /// Replaces a part of the specification's example, mends the checksum, and compares the findings.
  private static void check(String table) {
    for (var line : table.strip().lines().toList()) {
      var cells = line.strip().split(" -> |\\s{2,}", 3);
      var part = cells[0].replace('_', ' ');
      var rest = line.substring(line.indexOf("->") + 2).strip().split("\\s+", 2);
      var with = rest[0].equals(".") ? "" : rest[0].replace('_', ' ');
      var body = SPECIFICATION.substring(0, SPECIFICATION.length() - 8);
      var changed =
          part.equals("6304") ? body + with.replace("6304", "") : body.replaceFirst(part, with);
      var code = EmvQr.read(seal(changed));
      var wanted = rest[1].equals("ok") ? List.<String>of() : List.of(rest[1].split(" ", -1));
      assertThat(code.codes()).as(line).containsAll(wanted);
      if (wanted.isEmpty()) {
        assertThat(code.codes()).as(line).isEmpty();
      }
    }
  }

  private static String seal(String body) {
    return body + "6304" + EmvQr.crc(body + "6304");
  }

  @Test
  void the_checksum_is_last_and_right() {
    assertThat(EmvQr.read(SPECIFICATION.replace("A13A", "A13B")).codes())
        .containsExactly("CRC_MISMATCH");
    assertThat(EmvQr.read(SPECIFICATION.replace("A13A", "a13a")).codes())
        .containsExactly("CRC_FORMAT");
    assertThat(EmvQr.read(SPECIFICATION.replace("6304A13A", "")).codes())
        .containsExactly("CRC_MISSING");
    assertThat(EmvQr.read(SPECIFICATION + "6502XX").codes()).contains("CRC_NOT_LAST");
    assertThat(EmvQr.read(SPECIFICATION + "\n").codes()).contains("OBJECT_CUT_SHORT");
  }

  @Test
  void the_neighbours_schemes_are_known() {
    var table =
        """
        PROMPTPAY  29 0016A00000067701011101130066801234567  TH 764
        KHQR       29 0014dev_shop@aclb0106123456            KH 116
        PAYNOW     26 0009SG.PAYNOW010100211+6591234567      SG 702
        FPS        26 0012hk.com.hkicl02071234567            HK 344
        QRIS       51 0014ID.CO.QRIS.WWW0215ID1020021181745  ID 360
        DUITNOW    26 0014A0000006150001010689012300210123   MY 458
        VIETQR     38 0010A00000072701240006970422011012345678900208QRIBFTTA  VN 704
        PIX        26 0014br.gov.bcb.pix0111shop@lane.br     BR 986
        UPI        26 0010A0000005240112shop@upibank         IN 356
        UNIONPAY   15 31250156251000011234567890123456       CN 156
        ALIPAY_PLUS 26 0015com.alipay.plus0102AB              HK 344
        HUTONG     26 0013cn.hutong.pay0107noodles           CN 156
        """;
    for (var line : table.strip().lines().toList()) {
      var cells = line.strip().split("\\s+");
      var account = cells[2].replace("_", " ");
      var body =
          "000201010211"
              + object(cells[1], account)
              + "52045812"
              + object("53", cells[4])
              + object("58", cells[3])
              + "5904SHOP6004CITY";
      var code = EmvQr.read(seal(body));
      assertThat(code.scheme()).as(line).map(Scheme::name).contains(cells[0]);
    }
  }

  @Test
  void a_thai_transfer_code_may_leave_out_what_its_standard_leaves_out() {
    var body = "00020101021129370016A0000006770101110113006680123456753037645802TH";
    var code = EmvQr.read(seal(body));
    assertThat(code.valid()).isTrue();
    assertThat(code.codes()).containsExactly("SCHEME_OMITS_OBJECT");
  }

  @Test
  void what_is_made_can_be_read() {
    var made = (Made) EmvQr.make(with("amount", "23.50"));
    assertThat(made.payload())
        .isEqualTo(
            seal(
                "00020126280013cn.hutong.pay0107noodles520458125303156540523.505802CN"
                    + "5912LANE NOODLES6008SHANGHAI"));
    assertThat(made.reading().amount()).contains(Money.of("23.50", "CNY"));
    assertThat(made.reading().scheme()).contains(Scheme.HUTONG);
  }

  @Test
  void what_may_not_be_read_is_not_made() {
    assertThat(refusal("amount", "0")).containsExactly("AMOUNT_ZERO");
    assertThat(refusal("amount", "1,5")).containsExactly("AMOUNT_FORMAT");
    assertThat(refusal("merchantName", "A name that is far too long for it"))
        .containsExactly("TOO_LONG");
    assertThat(refusal("merchantName", "x".repeat(100))).contains("TOO_LONG");
    assertThat(refusal("colour", "red")).containsExactly("FIELD_UNKNOWN");
    assertThat(refusal("59", "TWICE")).containsExactly("DUPLICATE_OBJECT");
    assertThat(refusal("tip", "02")).containsExactly("FEE_FIXED_MISSING");
    assertThat(refusal("postalCode", List.of(1))).contains("FIELD_FORMAT");
  }

  @Test
  void random_codes_survive_the_round_trip() {
    long seed = 20261122L;
    var random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      var fields = new TreeMap<String, Object>(SHOP);
      fields.put("amount", (1 + random.nextInt(99999)) + "." + (10 + random.nextInt(90)));
      fields.put("initiation", random.nextBoolean() ? "static" : "dynamic");
      fields.put("merchantName", word(random, 25, "ABC xyz-.'&"));
      fields.put("additionalData", Map.of("billNumber", word(random, 25, "0123456789-")));
      fields.put("alternate", Map.of("language", "zh", "name", word(random, 25, "胡同面馆饺子𠮷🍜")));
      var making = EmvQr.make(fields);
      assertThat(making).as("seed " + seed + " turn " + i).isInstanceOf(Made.class);
      var payload = ((Made) making).payload();
      var again = EmvQr.make(EmvQr.read(payload).tree());
      assertThat(((Made) again).payload()).as("seed " + seed).isEqualTo(payload);
    }
  }

  @Test
  void no_single_change_goes_unseen_and_nothing_throws() {
    long seed = 7L;
    var random = new Random(seed);
    var payload = ((Made) EmvQr.make(with("amount", "88.00"))).payload();
    for (int i = 0; i < 20000; i++) {
      int at = random.nextInt(payload.length());
      char other = (char) (0x20 + random.nextInt(0x5F));
      var changed = payload.substring(0, at) + other + payload.substring(at + 1);
      boolean same = changed.equals(payload);
      assertThat(EmvQr.read(changed).valid()).as("seed " + seed + ": " + changed).isEqualTo(same);
    }
    for (int i = 0; i < 5000; i++) {
      var noise = new StringBuilder("000201");
      int length = random.nextInt(60);
      for (int k = 0; k < length; k++) {
        noise.append(
            random.nextInt(4) == 0 ? (char) random.nextInt(0x10000) : (char) ('0' + k % 3));
      }
      assertThat(EmvQr.read(noise.toString()).valid()).isFalse();
    }
  }

  @Test
  void oversized_and_empty_payloads_are_refused_at_once() {
    assertThat(EmvQr.read("").codes()).containsExactly("PAYLOAD_EMPTY");
    assertThat(EmvQr.read("9".repeat(1_000_000)).codes()).containsExactly("PAYLOAD_TOO_LONG");
    assertThat(EmvQr.read("upi://pay?pa=shop@bank").codes()).contains("NOT_AN_EMV_CODE");
  }

  @Test
  void codes_that_are_not_emvcos_are_named_by_their_link() {
    var table =
        """
        upi://pay?pa=shop@bank&am=10.00                UPI
        UPI://pay?pa=shop@bank                         UPI
        https://qr.alipay.com/fkx01234                 ALIPAY_PLUS
        HTTPS://QR.ALIPAY.COM/FKX01234                 ALIPAY_PLUS
        alipays://platformapi/startapp?appId=1         ALIPAY_PLUS
        https://qr.alipay.hk/abc                       ALIPAY_PLUS
        281234567890123456                             ALIPAY_PLUS
        wxp://f2f0abc                                  WECHAT_PAY
        weixin://wxpay/bizpayurl?pr=abc                WECHAT_PAY
        https://payapp.weixin.qq.com/qr/abc            WECHAT_PAY
        134567890123456789                             WECHAT_PAY
        https://qr.95516.com/00010000/62               UNIONPAY
        https://qr.alipay.com.evil.example/fkx         -
        https://evil.example/qr.alipay.com             -
        https://user@evil.example?x=weixin.qq.com      -
        https://notalipay.com/abc                      -
        13456789012345678                              -
        hello                                          -
        """;
    for (var line : table.strip().lines().toList()) {
      var word = line.strip().split("\\s+");
      var found = Scheme.ofLink(word[0]).map(Enum::name).orElse("-");
      assertThat(found).as(line).isEqualTo(word[1]);
    }
  }

  private static String object(String id, String value) {
    return id + "%02d".formatted(value.length()) + value;
  }

  private static Map<String, Object> with(String name, Object value) {
    var fields = new TreeMap<String, Object>(SHOP);
    fields.put(name, value);
    return fields;
  }

  private static List<String> refusal(String name, Object value) {
    return ((Refused) EmvQr.make(with(name, value))).codes();
  }

  private static String word(Random random, int longest, String letters) {
    var characters = letters.codePoints().toArray();
    var word = new StringBuilder();
    int length = 1 + random.nextInt(longest);
    for (int i = 0; i < length; i++) {
      word.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return word.toString();
  }
}
