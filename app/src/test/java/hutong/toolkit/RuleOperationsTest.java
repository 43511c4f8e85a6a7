package hutong.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.toolkit.Answer.Verdict;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class RuleOperationsTest {

  private static final Operations ALL = Operations.all(InstantSource.system());

  @Test
  void a_rule_answers_yes_no_and_must_check_as_of_a_day() {
    assertThat(entry("PRT", "2026-12-01").verdict()).isEqualTo(Verdict.VALID);
    assertThat(entry("PRT", "2027-01-05").verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(entry("IND", "2026-12-01").verdict()).isEqualTo(Verdict.INVALID);
    assertThat(entry("ZZZ", "2026-12-01").codes()).containsExactly("UNKNOWN_CODE");
    assertThat(entry("PRT", "2026-12-01").fields())
        .containsKeys("outcome", "reasons", "sources", "verifiedAt", "wouldChange");
  }

  @Test
  void what_is_sent_where_and_why_decides_the_way_abroad() {
    var booking =
        ask(
            "export.decide",
            """
            {"fields": ["guest name", "nights"], "recipient": {"country": "PT"},
             "purpose": "hotel booking", "counters": {"persons": 3000000}, "asOf": "2026-11-22"}
            """);
    assertThat(booking.verdict()).isEqualTo(Verdict.VALID);
    assertThat(booking.fields()).containsEntry("path", "EXEMPT_ART5_1");

    var face =
        ask(
            "export.decide",
            """
            {"disclosure": {"fields": [{"name": "image", "class": "sensitive"}],
             "recipient": "HKG", "purpose": "statistics"}, "asOf": "2026-11-22"}
            """);
    assertThat(face.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(face.fields()).containsEntry("path", "STANDARD_CONTRACT_OR_CERTIFICATION");
    assertThat(face.codes()).contains("SENSITIVE_DATA");

    var many =
        ask(
            "export.decide",
            "{\"fields\": [\"e-mail\"], \"recipient\": \"DE\", \"counters\": {\"N\": 1000000},"
                + " \"asOf\": \"2026-11-22\"}");
    assertThat(many.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(many.codes()).containsExactly("MANY_PERSONS");

    var cargo =
        ask(
            "export.decide",
            "{\"fields\": [{\"name\": \"tariff code\", \"class\": \"general\"}], \"recipient\": \"SG\","
                + " \"purpose\": \"INTERNATIONAL_TRADE\", \"asOf\": \"2026-11-22\"}");
    assertThat(cargo.fields()).containsEntry("path", "EXEMPT_ART3");
  }

  @Test
  void a_model_is_evaluated() {
    assertThat(eval("1 + 2").fields().get("result")).hasToString("3");
    assertThat(eval("null").verdict()).isEqualTo(Verdict.VALID);
    assertThat(eval("@\\\"2026-12-31\\\" + duration(\\\"P1D\\\")").fields())
        .containsEntry("result", "2027-01-01");
  }

  @Test
  void a_model_cannot_call_out_of_its_language() {
    assertThat(
            eval("{f: function(a) external {java: {class: \\\"java.lang.System\\\","
                    + " method signature: \\\"exit(int)\\\"}}, r: f(1)}.r")
                .codes())
        .containsExactly("MODEL_NOT_ALLOWED");
  }

  @Test
  void a_model_that_never_ends_is_killed_and_the_next_is_answered() {
    assertThat(eval("count(for i in 1..500000000 return i)").codes())
        .containsAnyOf("TOOK_TOO_LONG", "TOO_LARGE");
    assertThat(eval("1 + 2").fields().get("result")).hasToString("3");
  }

  @Test
  void what_is_no_model_is_refused() {
    assertThat(ask("dmn.eval", "{\"model\": \"<definitions\"}").codes())
        .containsExactly("MODEL_NOT_READ");
    assertThat(
            ask(
                    "dmn.eval",
                    "{\"model\": \"<!DOCTYPE a [<!ENTITY b 'c'>]><definitions>&b;</definitions>\"}")
                .codes())
        .containsExactly("MODEL_NOT_ALLOWED");
  }

  private static Answer entry(String nationality, String asOf) {
    return ask(
        "rule.decide",
        """
        {"rule": "entry", "facts": {"nationality": "%s"}, "asOf": "%s"}"""
            .formatted(nationality, asOf));
  }

  private static Answer eval(String expression) {
    return ask(
        "dmn.eval",
        """
        {"decision": "D", "model": "<definitions \
        xmlns=\\"https://www.omg.org/spec/DMN/20191111/MODEL/\\" id=\\"m\\" name=\\"m\\" \
        namespace=\\"n\\"><decision id=\\"d\\" name=\\"D\\"><variable name=\\"D\\"/>\
        <literalExpression><text>%s</text></literalExpression></decision></definitions>"}"""
            .formatted(expression));
  }

  private static Answer ask(String operation, String question) {
    ObjectNode read = Operations.read(question);
    return ALL.ask(operation, read);
  }
}
