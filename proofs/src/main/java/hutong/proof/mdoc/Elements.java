package hutong.proof.mdoc;

import hutong.proof.Base64Url;
import hutong.proof.Json;
import hutong.proof.cbor.Cbor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Values of elements: from JSON and back, and dates.
public final class Elements {

  private static final long DATE_TIME = 0;
  private static final long FULL_DATE = 1004;

  /// A date without time (tag 1004).
  public static Cbor date(LocalDate date) {
    return Cbor.tagged(FULL_DATE, Cbor.of(date.toString()));
  }

  /// A moment, in whole seconds and UTC (tag 0).
  public static Cbor time(Instant moment) {
    var seconds = moment.truncatedTo(ChronoUnit.SECONDS);
    return Cbor.tagged(
        DATE_TIME, Cbor.of(DateTimeFormatter.ISO_INSTANT.format(seconds.atOffset(ZoneOffset.UTC))));
  }

  /// The moment that a tagged text is.
  static Optional<Instant> readTime(Cbor value) {
    if (value instanceof Cbor.Tagged(long tag, Cbor.Text(var text), _) && tag == DATE_TIME) {
      try {
        return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
      } catch (DateTimeException notATime) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// A JSON value as an element; texts stay texts.
  public static Cbor of(JsonNode value) {
    return switch (value) {
      case ObjectNode object ->
          new Cbor.Members(
              object.properties().stream()
                  .map(each -> new Cbor.Member(Cbor.of(each.getKey()), of(each.getValue())))
                  .toList());
      case ArrayNode array -> {
        List<Cbor> items = new ArrayList<>();
        array.forEach(each -> items.add(of(each)));
        yield Cbor.list(items);
      }
      case JsonNode text when text.isString() -> Cbor.of(text.stringValue());
      case JsonNode whole when whole.isIntegralNumber() -> new Cbor.Whole(whole.bigIntegerValue());
      case JsonNode number when number.isNumber() -> new Cbor.Fraction(number.doubleValue());
      case JsonNode yes when yes.isBoolean() -> Cbor.of(yes.booleanValue());
      default -> Cbor.NULL;
    };
  }

  /// An element as JSON: octets in base64url, dates as text.
  public static JsonNode json(Cbor value) {
    var make = Json.MAPPER.getNodeFactory();
    return switch (value) {
      case Cbor.Whole(var number) -> whole(number);
      case Cbor.Octets(var octets) -> make.stringNode(Base64Url.encode(octets));
      case Cbor.Text(var text) -> make.stringNode(text);
      case Cbor.Items(var items) -> {
        ArrayNode array = Json.array();
        items.forEach(each -> array.add(json(each)));
        yield array;
      }
      case Cbor.Members(var members) -> {
        ObjectNode object = Json.object();
        members.forEach(each -> object.set(name(each.key()), json(each.value())));
        yield object;
      }
      case Cbor.Tagged(_, var inner, _) -> json(inner);
      case Cbor.Fraction(var number) ->
          Double.isFinite(number)
              ? make.numberNode(BigDecimal.valueOf(number))
              : make.stringNode(String.valueOf(number));
      case Cbor.Simple(var simple) ->
          switch (simple) {
            case 20 -> make.booleanNode(false);
            case 21 -> make.booleanNode(true);
            default -> make.nullNode();
          };
    };
  }

  private static JsonNode whole(BigInteger number) {
    var make = Json.MAPPER.getNodeFactory();
    return number.bitLength() < 64 ? make.numberNode(number.longValue()) : make.numberNode(number);
  }

  private static String name(Cbor key) {
    return switch (key) {
      case Cbor.Text(var text) -> text;
      case Cbor.Whole(var number) -> number.toString();
      default -> "?";
    };
  }

  private Elements() {}
}
