package hutong.payment;

import hutong.payment.EmvQr.Code;
import hutong.payment.EmvQr.Finding;
import hutong.payment.EmvQr.Node;
import hutong.payment.EmvQr.Reading;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The rules of EMVCo's merchant-presented mode 1.1, applied to one payload.
final class EmvQrRules {

  private static final Pattern AMOUNT = Pattern.compile("(?=.*[0-9])[0-9]*\\.?[0-9]*");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern CRC_AT_END = Pattern.compile("(?s).*6304([0-9A-Fa-f]{4})");
  private static final Set<String> PROMPTED =
      Set.of("62.01", "62.02", "62.03", "62.04", "62.05", "62.06", "62.07", "62.08");

  /// The longest value at each path that has a bound below 99.
  private static final Map<String, Integer> LONGEST =
      Map.ofEntries(
          Map.entry("54", 13),
          Map.entry("56", 13),
          Map.entry("57", 5),
          Map.entry("59", 25),
          Map.entry("60", 15),
          Map.entry("61", 10),
          Map.entry("62.09", 3),
          Map.entry("62.10", 20),
          Map.entry("64.01", 25),
          Map.entry("64.02", 15));

  /// Values whose length is one number.
  private static final Map<String, Integer> EXACT =
      Map.of("00", 2, "01", 2, "52", 4, "53", 3, "55", 2, "58", 2, "63", 4, "62.11", 3, "64.00", 2);

  private static final Set<String> NUMERIC = Set.of("00", "01", "52", "53", "55");

  /// What Thailand's own standard leaves out of a code for a transfer.
  private static final Set<Code> OMITTED_BY_PROMPTPAY =
      Set.of(Code.CATEGORY_MISSING, Code.MERCHANT_NAME_MISSING, Code.MERCHANT_CITY_MISSING);

  private final String payload;
  private final List<Finding> findings = new ArrayList<>();
  private List<Node> objects = List.of();

  private EmvQrRules(String payload) {
    this.payload = payload;
  }

  static Reading read(String payload) {
    return new EmvQrRules(payload).read();
  }

  static boolean isAmount(String text) {
    return AMOUNT.matcher(text).matches();
  }

  private Reading read() {
    if (payload.isEmpty()) {
      find(Code.PAYLOAD_EMPTY, "");
      return new Reading(List.of(), findings);
    }
    if (payload.length() > EmvQr.MOST_CHARACTERS * 2
        || payload.codePointCount(0, payload.length()) > EmvQr.MOST_CHARACTERS) {
      find(Code.PAYLOAD_TOO_LONG, "");
      return new Reading(List.of(), findings);
    }
    objects = objects(payload, "");
    if (objects.isEmpty()) {
      find(Code.NOT_AN_EMV_CODE, "");
      return new Reading(objects, findings);
    }
    formatIndicator();
    checksum();
    mandatory();
    objects.forEach(node -> check(node, node.id()));
    amounts();
    return new Reading(objects, forgive());
  }

  /// Splits a text into its objects; what cannot be split any further is a finding.
  private List<Node> objects(String text, String parent) {
    int[] characters = text.codePoints().toArray();
    var found = new ArrayList<Node>();
    var seen = new HashSet<String>();
    int at = 0;
    while (at < characters.length) {
      if (characters.length - at < 4) {
        find(Code.OBJECT_CUT_SHORT, parent);
        break;
      }
      var id = new String(characters, at, 2);
      var length = new String(characters, at + 2, 2);
      if (!DIGITS.matcher(id).matches()) {
        find(Code.ID_NOT_NUMERIC, parent);
        break;
      }
      var path = parent.isEmpty() ? id : parent + "." + id;
      if (!DIGITS.matcher(length).matches()) {
        find(Code.LENGTH_NOT_NUMERIC, path);
        break;
      }
      int count = Integer.parseInt(length);
      if (count == 0) {
        find(Code.LENGTH_ZERO, path);
      }
      if (at + 4 + count > characters.length) {
        find(Code.LENGTH_BEYOND_END, path);
        break;
      }
      if (!seen.add(id)) {
        find(Code.DUPLICATE_OBJECT, path);
      }
      var value = new String(characters, at + 4, count);
      boolean template = EmvQrWords.isTemplate(path) && count > 0;
      found.add(
          new Node(id, EmvQrWords.name(path), value, template ? objects(value, path) : List.of()));
      at += 4 + count;
    }
    return found;
  }

  private void formatIndicator() {
    if (!has("00")) {
      find(Code.FORMAT_INDICATOR_MISSING, "00");
      return;
    }
    if (!objects.getFirst().id().equals("00")) {
      find(Code.FORMAT_INDICATOR_NOT_FIRST, "00");
    }
    if (!value("00").equals("01")) {
      find(Code.FORMAT_INDICATOR_UNKNOWN, "00");
    }
  }

  private void checksum() {
    var atEnd = CRC_AT_END.matcher(payload);
    boolean computable = atEnd.matches();
    if (!has("63")) {
      if (!computable) {
        find(Code.CRC_MISSING, "63");
        return;
      }
    } else if (!objects.getLast().id().equals("63")) {
      find(Code.CRC_NOT_LAST, "63");
      return;
    }
    if (has("63") && !value("63").matches("[0-9A-F]{4}")) {
      find(Code.CRC_FORMAT, "63");
    }
    if (computable
        && !EmvQr.crc(payload.substring(0, payload.length() - 4))
            .equalsIgnoreCase(atEnd.group(1))) {
      find(Code.CRC_MISMATCH, "63");
    }
  }

  private void mandatory() {
    if (objects.stream().noneMatch(node -> EmvQrWords.isMerchantAccount(node.id()))) {
      find(Code.MERCHANT_ACCOUNT_MISSING, "");
    }
    need("52", Code.CATEGORY_MISSING);
    need("53", Code.CURRENCY_MISSING);
    need("58", Code.COUNTRY_MISSING);
    need("59", Code.MERCHANT_NAME_MISSING);
    need("60", Code.MERCHANT_CITY_MISSING);
  }

  private void check(Node node, String path) {
    var value = node.value();
    if (value.isEmpty()) {
      return; // said already
    }
    size(path, value);
    characters(path, value);
    meaning(path, value);
    if (EmvQrWords.isTemplate(path)) {
      template(node, path);
    }
    node.children().forEach(child -> check(child, path + "." + child.id()));
  }

  private void size(String path, String value) {
    int count = value.codePointCount(0, value.length());
    var exact = EXACT.get(path);
    if (exact != null && count != exact) {
      find(Code.WRONG_LENGTH, path);
    }
    if (count > longest(path)) {
      find(Code.TOO_LONG, path);
    }
  }

  private static int longest(String path) {
    if (PROMPTED.contains(path)) {
      return 25;
    }
    int dot = path.lastIndexOf('.');
    if (dot > 0 && path.endsWith(".00") && EmvQrWords.wantsGuid(path.substring(0, dot))) {
      return 32;
    }
    return LONGEST.getOrDefault(path, 99);
  }

  private void characters(String path, String value) {
    if (NUMERIC.contains(path)) {
      if (!DIGITS.matcher(value).matches()) {
        find(Code.NOT_NUMERIC, path);
      }
    } else if (isPlain(path)) {
      if (!value.chars().allMatch(c -> c >= 0x20 && c <= 0x7E)) {
        find(Code.NOT_PRINTABLE, path);
      }
    } else if (value.codePoints().anyMatch(EmvQrRules::isControl)) {
      find(Code.CONTROL_CHARACTER, path);
    }
  }

  /// Values of format "ans": printable ASCII. All others are UTF-8 strings.
  private static boolean isPlain(String path) {
    if (path.contains(".")) {
      int dot = path.lastIndexOf('.');
      return path.equals("64.00")
          || (path.startsWith("62.") && path.length() == 5 && path.compareTo("62.50") < 0)
          || (path.endsWith(".00") && EmvQrWords.wantsGuid(path.substring(0, dot)));
    }
    int id = Integer.parseInt(path);
    return id < 26 || (id >= 52 && id <= 61) || id == 63;
  }

  private static boolean isControl(int c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c <= 0xDFFF);
  }

  private void meaning(String path, String value) {
    switch (path) {
      case "01" -> known(value, Set.of("11", "12")::contains, Code.INITIATION_UNKNOWN, path);
      case "53" ->
          known(
              value,
              v -> v.length() != 3 || EmvQrWords.currency(v).isPresent(),
              Code.CURRENCY_UNKNOWN,
              path);
      case "55" ->
          known(value, Set.of("01", "02", "03")::contains, Code.TIP_INDICATOR_UNKNOWN, path);
      case "58" -> known(value, EmvQrWords::isCountry, Code.COUNTRY_UNKNOWN, path);
      case "62.09" -> consumerData(value);
      case "62.11" -> known(value, v -> v.matches("[0-7][0-3][0-3]"), Code.CHANNEL_UNKNOWN, path);
      case "64.00" -> known(value, EmvQrWords::isLanguage, Code.LANGUAGE_UNKNOWN, path);
      default -> {
        if (EmvQrWords.name(path).equals("reserved") || isReservedAccount(path)) {
          find(Code.RESERVED_OBJECT, path);
        }
      }
    }
  }

  private static boolean isReservedAccount(String path) {
    return path.matches("0[678]|1[789]|2[0-5]");
  }

  private void consumerData(String value) {
    if (!value.matches("[AME]+")) {
      find(Code.CONSUMER_DATA_UNKNOWN, "62.09");
    }
    if (value.chars().distinct().count() != value.length()) {
      find(Code.CONSUMER_DATA_REPEATED, "62.09");
    }
  }

  private void template(Node node, String path) {
    if (EmvQrWords.wantsGuid(path) && node.child("00").isEmpty()) {
      find(Code.GUID_MISSING, path);
    }
    if (path.equals("64")) {
      if (node.child("00").isEmpty()) {
        find(Code.LANGUAGE_MISSING, "64.00");
      }
      if (node.child("01").isEmpty()) {
        find(Code.ALTERNATE_NAME_MISSING, "64.01");
      }
    }
  }

  private void amounts() {
    amount("54");
    var indicator = value("55");
    expect("56", indicator.equals("02"), Code.FEE_FIXED_MISSING, Code.FEE_FIXED_UNEXPECTED);
    expect(
        "57", indicator.equals("03"), Code.FEE_PERCENTAGE_MISSING, Code.FEE_PERCENTAGE_UNEXPECTED);
    amount("56");
    percentage();
  }

  private void expect(String id, boolean wanted, Code missing, Code unexpected) {
    if (wanted && !has(id)) {
      find(missing, id);
    } else if (!wanted && has(id)) {
      find(unexpected, id);
    }
  }

  private void amount(String id) {
    if (!has(id) || value(id).isEmpty()) {
      return;
    }
    if (!isAmount(value(id))) {
      find(Code.AMOUNT_FORMAT, id);
      return;
    }
    var amount = new BigDecimal(value(id));
    if (amount.signum() == 0) {
      find(Code.AMOUNT_ZERO, id);
      return;
    }
    EmvQrWords.currency(value("53"))
        .ifPresent(currency -> decimals(id, amount, currency.getDefaultFractionDigits()));
  }

  private void decimals(String id, BigDecimal amount, int digits) {
    if (amount.stripTrailingZeros().scale() > digits) {
      find(Code.AMOUNT_DECIMALS, id);
    } else if (amount.scale() > digits) {
      find(Code.DECIMALS_NOT_OF_CURRENCY, id);
    }
  }

  private void percentage() {
    if (!has("57") || value("57").isEmpty()) {
      return;
    }
    if (!isAmount(value("57"))) {
      find(Code.FEE_PERCENTAGE_FORMAT, "57");
      return;
    }
    var share = new BigDecimal(value("57"));
    if (share.scale() > 2) {
      find(Code.FEE_PERCENTAGE_FORMAT, "57");
    }
    if (share.compareTo(new BigDecimal("0.01")) < 0
        || share.compareTo(new BigDecimal("99.99")) > 0) {
      find(Code.FEE_PERCENTAGE_RANGE, "57");
    }
  }

  /// A national standard may leave out what it does not need; that is worth a note, not a refusal.
  private List<Finding> forgive() {
    if (!Scheme.of(objects).contains(Scheme.PROMPTPAY)) {
      return findings;
    }
    return findings.stream()
        .map(
            finding ->
                OMITTED_BY_PROMPTPAY.contains(finding.code())
                    ? new Finding(Code.SCHEME_OMITS_OBJECT, finding.path())
                    : finding)
        .toList();
  }

  private void need(String id, Code code) {
    if (!has(id)) {
      find(code, id);
    }
  }

  private void known(String value, Predicate<String> test, Code code, String path) {
    if (!test.test(value)) {
      find(code, path);
    }
  }

  private boolean has(String id) {
    return objects.stream().anyMatch(node -> node.id().equals(id));
  }

  private String value(String id) {
    return objects.stream()
        .filter(node -> node.id().equals(id))
        .map(Node::value)
        .findFirst()
        .orElse("");
  }

  private void find(Code code, String path) {
    var finding = new Finding(code, path);
    if (!findings.contains(finding)) {
      findings.add(finding);
    }
  }
}
