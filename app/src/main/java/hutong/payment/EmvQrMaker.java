package hutong.payment;

import hutong.payment.EmvQr.Code;
import hutong.payment.EmvQr.Finding;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Puts a payload together from values by id or name; [EmvQrRules] judges what comes out.
final class EmvQrMaker {

  /// Other names a caller may know a root object by.
  private static final Map<String, String> ALSO =
      Map.ofEntries(
          Map.entry("initiation", "01"),
          Map.entry("pointOfInitiation", "01"),
          Map.entry("initiationMethod", "01"),
          Map.entry("mcc", "52"),
          Map.entry("category", "52"),
          Map.entry("categoryCode", "52"),
          Map.entry("currency", "53"),
          Map.entry("currencyCode", "53"),
          Map.entry("amount", "54"),
          Map.entry("tipIndicator", "55"),
          Map.entry("tipOrConvenienceFeeIndicator", "55"),
          Map.entry("tip", "55"),
          Map.entry("convenienceFee", "56"),
          Map.entry("valueOfConvenienceFeeFixed", "56"),
          Map.entry("convenienceFeePercent", "57"),
          Map.entry("valueOfConvenienceFeePercentage", "57"),
          Map.entry("country", "58"),
          Map.entry("name", "59"),
          Map.entry("merchant", "59"),
          Map.entry("city", "60"),
          Map.entry("additionalDataFieldTemplate", "62"),
          Map.entry("additionalDataField", "62"),
          Map.entry("languageTemplate", "64"),
          Map.entry("merchantInformationLanguageTemplate", "64"),
          Map.entry("alternate", "64"));

  private static final Map<String, String> ALSO_ADDITIONAL =
      Map.of(
          "mobile", "02",
          "store", "03",
          "loyalty", "04",
          "reference", "05",
          "customer", "06",
          "terminal", "07",
          "purpose", "08",
          "consumerDataRequest", "09",
          "taxId", "10",
          "channel", "11");

  private static final Map<String, String> ALSO_LANGUAGE =
      Map.of(
          "language", "00",
          "name", "01",
          "merchantName", "01",
          "alternateMerchantName", "01",
          "city", "02",
          "merchantCity", "02",
          "alternateMerchantCity", "02");

  private final List<Finding> findings;

  private EmvQrMaker(List<Finding> findings) {
    this.findings = findings;
  }

  static String payload(Map<String, ?> fields, List<Finding> findings) {
    var body = new EmvQrMaker(findings).objects("", fields) + "6304";
    return body + EmvQr.crc(body);
  }

  private String objects(String parent, Map<?, ?> fields) {
    var values = new TreeMap<String, String>();
    fields.forEach((key, value) -> put(values, parent, String.valueOf(key), value));
    if (parent.isEmpty()) {
      values.putIfAbsent("00", "01");
      values.remove("63");
    }
    var text = new StringBuilder();
    values.forEach((id, value) -> text.append(object(id, value, parent)));
    return text.toString();
  }

  private void put(Map<String, String> values, String parent, String key, @Nullable Object value) {
    if (value == null) {
      return;
    }
    if (parent.isEmpty() && key.matches("merchantAccounts?(Information)?")) {
      accounts(values, value);
      return;
    }
    var id = id(parent, key);
    if (id.isEmpty()) {
      findings.add(new Finding(Code.FIELD_UNKNOWN, path(parent, key)));
      return;
    }
    var path = path(parent, id.get());
    var text =
        value instanceof Map<?, ?> map && EmvQrWords.isTemplate(path)
            ? objects(path, map)
            : plain(path, value);
    if (values.putIfAbsent(id.get(), text) != null) {
      findings.add(new Finding(Code.DUPLICATE_OBJECT, path));
    }
  }

  /// Either ids to values, or a list of `{"id":"26", …}`; without an id the next free one is used.
  private void accounts(Map<String, String> values, Object accounts) {
    if (accounts instanceof Map<?, ?> byId && byId.keySet().stream().allMatch(this::isId)) {
      byId.forEach((id, value) -> put(values, "", String.valueOf(id), value));
      return;
    }
    Collection<?> list = accounts instanceof Collection<?> several ? several : List.of(accounts);
    for (var each : list) {
      account(values, each);
    }
  }

  private void account(Map<String, String> values, Object account) {
    if (!(account instanceof Map<?, ?> map)) {
      put(values, "", "02", account);
      return;
    }
    var rest = new TreeMap<String, Object>();
    map.forEach(
        (key, value) -> {
          if (value != null) {
            rest.put(String.valueOf(key), value);
          }
        });
    var given =
        Optional.ofNullable(rest.remove("id")).or(() -> Optional.ofNullable(rest.remove("tag")));
    var id = given.map(String::valueOf).orElseGet(() -> free(values));
    var plain = rest.remove("value");
    if (plain != null) {
      put(values, "", id, plain);
      return;
    }
    if (rest.remove("fields") instanceof Map<?, ?> nested) {
      nested.forEach((key, value) -> rest.put(String.valueOf(key), value));
    }
    put(values, "", id, rest);
  }

  private static String free(Map<String, String> values) {
    int id = 26;
    while (values.containsKey(Integer.toString(id)) && id < 51) {
      id++;
    }
    return Integer.toString(id);
  }

  private boolean isId(Object key) {
    return key instanceof String text && text.matches("[0-9]{2}");
  }

  private static Optional<String> id(String parent, String key) {
    if (key.matches("[0-9]{2}")) {
      return Optional.of(key);
    }
    var also =
        switch (parent) {
          case "" -> ALSO;
          case "62" -> ALSO_ADDITIONAL;
          case "64" -> ALSO_LANGUAGE;
          default -> Map.<String, String>of();
        };
    return EmvQrWords.id(parent, key).or(() -> Optional.ofNullable(also.get(key)));
  }

  private String plain(String path, Object value) {
    if (value instanceof Map || value instanceof Collection) {
      findings.add(new Finding(Code.FIELD_FORMAT, path));
      return "";
    }
    var text =
        value instanceof java.math.BigDecimal number ? number.toPlainString() : value.toString();
    return switch (path) {
      case "01" -> initiation(text);
      case "53" -> numeric(text);
      default -> text;
    };
  }

  private static String initiation(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "static" -> "11";
      case "dynamic" -> "12";
      default -> text;
    };
  }

  private static String numeric(String text) {
    if (!text.matches("[A-Z]{3}")) {
      return text;
    }
    try {
      return Currency.getInstance(text).getNumericCodeAsString();
    } catch (IllegalArgumentException unknown) {
      return text;
    }
  }

  private String object(String id, String value, String parent) {
    int count = value.codePointCount(0, value.length());
    if (count > 99) {
      findings.add(new Finding(Code.TOO_LONG, path(parent, id)));
      return "";
    }
    return id + "%02d".formatted(count) + value;
  }

  private static String path(String parent, String id) {
    return parent.isEmpty() ? id : parent + "." + id;
  }
}
