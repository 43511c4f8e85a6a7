package hutong.payment;

import hutong.kernel.Money;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Merchant-presented payment codes of EMVCo, version 1.1: read and made by the same rules.
///
/// Pure: no clock, no database, no network. Nothing that is given to it can make it throw.
public final class EmvQr {

  /// The specification's bound on a payload, in characters.
  public static final int MOST_CHARACTERS = 512;

  /// One data object: an id of two digits and its value; a template also has children.
  ///
  /// @param name the specification's name in camel case, or `reserved` or `unknown`
  public record Node(String id, String name, String value, List<Node> children) {

    public Node {
      children = List.copyOf(children);
    }

    /// The value of the first child with this id.
    public Optional<String> child(String childId) {
      return children.stream().filter(c -> c.id().equals(childId)).map(Node::value).findFirst();
    }
  }

  /// What was found in a code, and where: `path` is the ids from the root, such as `62.09`.
  public record Finding(Code code, String path) {}

  /// Every finding has a stable name. Notes are worth knowing but leave a code payable.
  public enum Code {
    PAYLOAD_EMPTY,
    PAYLOAD_TOO_LONG,
    NOT_AN_EMV_CODE,
    OBJECT_CUT_SHORT,
    ID_NOT_NUMERIC,
    LENGTH_NOT_NUMERIC,
    LENGTH_ZERO,
    LENGTH_BEYOND_END,
    DUPLICATE_OBJECT,
    FORMAT_INDICATOR_MISSING,
    FORMAT_INDICATOR_NOT_FIRST,
    FORMAT_INDICATOR_UNKNOWN,
    CRC_MISSING,
    CRC_NOT_LAST,
    CRC_FORMAT,
    CRC_MISMATCH,
    INITIATION_UNKNOWN,
    MERCHANT_ACCOUNT_MISSING,
    CATEGORY_MISSING,
    CURRENCY_MISSING,
    COUNTRY_MISSING,
    MERCHANT_NAME_MISSING,
    MERCHANT_CITY_MISSING,
    WRONG_LENGTH,
    TOO_LONG,
    NOT_NUMERIC,
    NOT_PRINTABLE,
    CONTROL_CHARACTER,
    CURRENCY_UNKNOWN,
    COUNTRY_UNKNOWN,
    AMOUNT_FORMAT,
    AMOUNT_ZERO,
    AMOUNT_DECIMALS,
    TIP_INDICATOR_UNKNOWN,
    FEE_FIXED_MISSING,
    FEE_FIXED_UNEXPECTED,
    FEE_PERCENTAGE_MISSING,
    FEE_PERCENTAGE_UNEXPECTED,
    FEE_PERCENTAGE_FORMAT,
    FEE_PERCENTAGE_RANGE,
    GUID_MISSING,
    LANGUAGE_MISSING,
    LANGUAGE_UNKNOWN,
    ALTERNATE_NAME_MISSING,
    CONSUMER_DATA_UNKNOWN,
    CONSUMER_DATA_REPEATED,
    CHANNEL_UNKNOWN,
    FIELD_UNKNOWN,
    FIELD_FORMAT,
    RESERVED_OBJECT(true),
    DECIMALS_NOT_OF_CURRENCY(true),
    SCHEME_OMITS_OBJECT(true);

    private final boolean note;

    Code() {
      this(false);
    }

    Code(boolean note) {
      this.note = note;
    }

    public boolean isNote() {
      return note;
    }
  }

  /// What a code says. It is there even when the code is faulty, as far as it could be read.
  public record Reading(List<Node> objects, List<Finding> findings) {

    public Reading {
      objects = List.copyOf(objects);
      findings = List.copyOf(findings);
    }

    /// True when nothing but notes was found.
    public boolean valid() {
      return findings.stream().allMatch(finding -> finding.code().isNote());
    }

    /// The names of all findings, each once, in the order found.
    public List<String> codes() {
      var names = new LinkedHashSet<String>();
      findings.forEach(finding -> names.add(finding.code().name()));
      return List.copyOf(names);
    }

    /// The object at a path such as `59` or `62.05`.
    public Optional<Node> find(String path) {
      var level = objects;
      Node found = null;
      for (var id : path.split("\\.", -1)) {
        found = level.stream().filter(node -> node.id().equals(id)).findFirst().orElse(null);
        if (found == null) {
          return Optional.empty();
        }
        level = found.children();
      }
      return Optional.ofNullable(found);
    }

    public Optional<String> value(String path) {
      return find(path).map(Node::value);
    }

    public Optional<Currency> currency() {
      return value("53").flatMap(EmvQrWords::currency);
    }

    /// The amount the merchant asks for; empty when the payer types it.
    public Optional<Money> amount() {
      return value("54")
          .filter(EmvQrRules::isAmount)
          .flatMap(text -> currency().flatMap(currency -> money(text, currency)));
    }

    /// True for a code made for one payment, false for one that hangs on the wall.
    public boolean dynamic() {
      return value("01").filter("12"::equals).isPresent();
    }

    public Optional<String> merchantName() {
      return value("59");
    }

    /// Every payment scheme whose account this code carries, each once.
    public List<Scheme> schemes() {
      return Scheme.of(objects);
    }

    /// The scheme that a code is best known by: a national one before a card network.
    public Optional<Scheme> scheme() {
      return schemes().stream().findFirst();
    }

    /// All values as plain maps, for a wire: ids to text, templates to maps.
    public Map<String, Object> tree() {
      return tree(objects);
    }

    private static Map<String, Object> tree(List<Node> nodes) {
      var map = new TreeMap<String, Object>();
      for (var node : nodes) {
        map.putIfAbsent(
            node.id(), node.children().isEmpty() ? node.value() : tree(node.children()));
      }
      return map;
    }

    private static Optional<Money> money(String text, Currency currency) {
      try {
        var scaled = new BigDecimal(text).movePointRight(currency.getDefaultFractionDigits());
        return Optional.of(new Money(scaled.longValueExact(), currency));
      } catch (ArithmeticException tooFine) {
        return Optional.empty();
      }
    }
  }

  /// How making a code can end.
  public sealed interface Making {

    record Made(String payload, Reading reading) implements Making {}

    /// The same findings that reading such a code would give.
    record Refused(List<Finding> findings) implements Making {

      public Refused {
        findings = List.copyOf(findings);
      }

      public List<String> codes() {
        return new Reading(List.of(), findings).codes();
      }
    }
  }

  /// Reads a payload and says everything that is wrong with it, not only the first thing.
  public static Reading read(String payload) {
    return EmvQrRules.read(payload);
  }

  /// Makes a payload of values by id (`59`) or name (`merchantName`). Templates are maps of the
  /// same kind. The format indicator and the checksum are added; the order is that of the ids.
  ///
  /// `currency` may be written `CNY` or `156`, `initiation` as `static` or `dynamic`.
  public static Making make(Map<String, ?> fields) {
    var findings = new ArrayList<Finding>();
    var body = EmvQrMaker.payload(fields, findings);
    var reading = read(body);
    findings.addAll(reading.findings().stream().filter(f -> !f.code().isNote()).toList());
    return findings.isEmpty() ? new Making.Made(body, reading) : new Making.Refused(findings);
  }

  /// CRC-16/CCITT-FALSE over the UTF-8 bytes, as four upper-case hexadecimal digits.
  public static String crc(String text) {
    int crc = 0xFFFF;
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      crc ^= (each & 0xFF) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
      }
    }
    return "%04X".formatted(crc & 0xFFFF);
  }

  private EmvQr() {}
}
