package hutong.rules.internal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.chrono.ChronoPeriod;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNType;
import org.kie.dmn.feel.lang.types.BuiltInType;
import org.kie.dmn.feel.runtime.Range;

/// Between the values of JSON and those of the decision language, both ways.
final class PlainValues {

  /// More values than one question may carry.
  static final class TooMany extends RuntimeException {
    TooMany() {
      super(null, null, false, false);
    }
  }

  private int count;

  /// A JSON value as the model's type wants it: texts become dates, times and durations.
  @Nullable Object toModel(@Nullable Object value, @Nullable DMNType type) {
    if (++count > RulesLimits.INPUT_VALUES) {
      throw new TooMany();
    }
    return switch (value) {
      case null -> null;
      case Collection<?> many -> {
        var list = new ArrayList<@Nullable Object>();
        many.forEach(each -> list.add(toModel(each, element(type))));
        yield list;
      }
      case Map<?, ?> map -> {
        var fields = type == null ? Map.<String, DMNType>of() : fields(type);
        var context = new HashMap<String, @Nullable Object>();
        map.forEach(
            (name, each) ->
                context.put(name.toString(), toModel(each, fields.get(name.toString()))));
        yield context;
      }
      case BigDecimal number -> number;
      case Number number -> new BigDecimal(number.toString());
      case String text -> text(text, builtIn(type));
      default -> value;
    };
  }

  private static Map<String, DMNType> fields(DMNType type) {
    return type.isComposite() ? type.getFields() : Map.of();
  }

  private static @Nullable DMNType element(@Nullable DMNType type) {
    return type == null || !type.isCollection() || type.getBaseType() == null
        ? type
        : type.getBaseType();
  }

  private static String builtIn(@Nullable DMNType type) {
    var at = type;
    while (at != null && at.getBaseType() != null && !at.isComposite()) {
      at = at.getBaseType();
    }
    return at == null ? "" : at.getName();
  }

  private static Object text(String text, String type) {
    var feel =
        switch (type) {
          case "date" -> BuiltInType.DATE;
          case "time" -> BuiltInType.TIME;
          case "date and time", "dateTime" -> BuiltInType.DATE_TIME;
          case "days and time duration",
              "years and months duration",
              "dayTimeDuration",
              "yearMonthDuration" ->
              BuiltInType.DURATION;
          default -> null;
        };
    var read = feel == null ? null : feel.fromString(text);
    return read == null ? text : read;
  }

  /// A value of the decision language as JSON writes it.
  @Nullable Object toPlain(@Nullable Object value) {
    if (++count > RulesLimits.RESULT_VALUES) {
      throw new TooMany();
    }
    return switch (value) {
      case null -> null;
      case Boolean truth -> truth;
      case BigDecimal number -> number;
      case Number number -> new BigDecimal(number.toString());
      case String text -> text;
      case Collection<?> many -> {
        var list = new ArrayList<@Nullable Object>();
        many.forEach(each -> list.add(toPlain(each)));
        yield list;
      }
      case Map<?, ?> map -> {
        var plain = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, each) -> plain.put(name.toString(), toPlain(each)));
        yield plain;
      }
      case LocalDate day -> day.toString();
      case Range range ->
          (range.getLowBoundary() == Range.RangeBoundary.CLOSED ? "[" : "(")
              + toPlain(range.getLowEndPoint())
              + ".."
              + toPlain(range.getHighEndPoint())
              + (range.getHighBoundary() == Range.RangeBoundary.CLOSED ? "]" : ")");
      case TemporalAccessor time -> BuiltInType.DATE_TIME.toString(time);
      case ChronoPeriod period -> period.toString();
      case java.time.Duration duration -> duration.toString();
      default -> value.getClass().getSimpleName();
    };
  }
}
