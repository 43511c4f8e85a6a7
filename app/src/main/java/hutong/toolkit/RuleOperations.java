package hutong.toolkit;

import static hutong.toolkit.Operation.Field.optional;
import static hutong.toolkit.Operation.Field.required;

import hutong.kernel.Beijing;
import hutong.rules.DecisionModels;
import hutong.rules.DecisionModels.Evaluation;
import hutong.rules.PolicyRow;
import hutong.rules.Rules;
import hutong.rules.Ruling;
import hutong.rules.Source;
import hutong.toolkit.Answer.Verdict;
import hutong.toolkit.Malformed.Fault;
import hutong.toolkit.Operation.Kind;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The platform's rules, and anybody's decision model.
final class RuleOperations {

  /// Made at the first question, so that the probe starts without waiting for the engine.
  private static final class Engines {
    static final Rules RULES = Rules.bundled();
    static final DecisionModels MODELS = DecisionModels.limited();
  }

  static List<Operation> all() {
    return List.of(decide(), evaluate(), ExportOperation.decide());
  }

  private static Operation decide() {
    return new Operation(
        "rule.decide",
        "Asks one of the platform's rules as of a day",
        "decided yes; invalid is no, incomplete is must check",
        List.of(
            required("rule", Kind.TEXT, "the rule set, such as `entry`"),
            required("facts", Kind.OBJECT, "what is asked about, by the rule set's fact names"),
            optional("asOf", Kind.TEXT, "a day such as 2026-12-31; today when absent")),
        request ->
            answer(ask(request.text(100, "rule"), values(request.object("facts")), asOf(request))));
  }

  static Ruling ask(String rule, Map<String, Object> facts, LocalDate asOf) {
    return Engines.RULES.decide(rule, facts, asOf);
  }

  static LocalDate asOf(Request request) {
    var given = request.maybeText(40, "asOf");
    if (given.isEmpty()) {
      return Beijing.day(request.now());
    }
    try {
      return LocalDate.parse(given.get());
    } catch (DateTimeParseException notADay) {
      throw new Malformed(Fault.FIELD_TYPE, "asOf");
    }
  }

  @SuppressWarnings("unchecked") // an object of JSON is a map by text
  private static Map<String, Object> values(ObjectNode object) {
    return Operations.JSON.convertValue(object, Map.class);
  }

  static Answer answer(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Decided decided -> answer(decided);
      case Ruling.Refused(var faults) ->
          Answer.of(Verdict.INVALID, faults.stream().map(Ruling.Fault::code).toList())
              .with("faults", faults);
    };
  }

  private static Answer answer(Ruling.Decided decided) {
    var verdict =
        switch (decided.outcome()) {
          case YES -> Verdict.VALID;
          case NO -> Verdict.INVALID;
          case MUST_CHECK -> Verdict.INCOMPLETE;
        };
    var grounds = decided.grounds();
    return Answer.of(verdict, decided.reasons())
        .with("outcome", decided.outcome().name())
        .with("reasons", decided.reasons())
        .with("sources", grounds.sources().stream().map(RuleOperations::source).toList())
        .with("verifiedAt", grounds.verifiedAt().toString())
        .with("wouldChange", decided.wouldChange())
        .with("version", grounds.version())
        .with("rows", grounds.rows().stream().map(RuleOperations::row).toList())
        .with("ask", grounds.ask().phone())
        .withAll(decided.results());
  }

  private static Map<String, String> source(Source source) {
    return Map.of("id", source.id(), "title", source.title(), "url", source.url());
  }

  private static Map<String, String> row(PolicyRow row) {
    var shown = new LinkedHashMap<String, String>();
    shown.put("table", row.table());
    shown.put("key", row.key());
    shown.put("effectiveFrom", row.validity().from().toString());
    if (!row.validity().openEnded()) {
      shown.put("effectiveTo", row.validity().to().toString());
    }
    shown.put("certainty", row.certainty().name());
    return shown;
  }

  private static Operation evaluate() {
    return new Operation(
        "dmn.eval",
        "Evaluates a decision of a DMN model, within limits on size and time",
        "evaluated",
        List.of(
            required("model", Kind.TEXT, "the model as DMN XML"),
            optional("decision", Kind.TEXT, "its name or id; all of them when absent"),
            optional("inputs", Kind.OBJECT, "the input data by name")),
        request ->
            answer(
                Engines.MODELS.evaluate(
                    request.text(ToolkitLimits.MESSAGE, "model"),
                    request.maybeText(1000, "decision").orElse(""),
                    request.find("inputs").isPresent()
                        ? values(request.object("inputs"))
                        : Map.of())));
  }

  private static Answer answer(Evaluation evaluation) {
    return switch (evaluation) {
      case Evaluation.Evaluated(var result) -> evaluated(result);
      case Evaluation.Failed(var code, var errors) -> Answer.invalid(code).with("errors", errors);
    };
  }

  private static Answer evaluated(@Nullable Object result) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("result", result);
    return new Answer(Verdict.VALID, List.of(), Operations.JSON.convertValue(fields, new Fields()));
  }

  /// The fields of an answer; null is a value of the decision language.
  private static final class Fields
      extends tools.jackson.core.type.TypeReference<LinkedHashMap<String, Object>> {}
}
