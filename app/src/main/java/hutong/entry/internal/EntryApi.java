package hutong.entry.internal;

import hutong.entry.EntryAnswer;
import hutong.entry.EntryAnswer.EntryDecision;
import hutong.entry.EntryPath;
import hutong.entry.EntryQuestion;
import hutong.entry.Permissions;
import hutong.entry.StayTerm;
import hutong.kernel.Beijing;
import hutong.language.Words;
import hutong.rules.Outcome;
import hutong.rules.Ruling.Fault;
import hutong.rules.Source;
import hutong.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// May this traveller enter without a visa? Open to everybody; stores nothing.
@RestController
@Tag(name = "Entry")
class EntryApi {

  private static final String EXAMPLE =
      """
      {"nationality": "USA", "document": "PASSPORT", "documentExpiry": "2031-05-01",
       "arrival": "2026-12-01", "purpose": "TOURISM", "cameFrom": "USA", "goesTo": "JPN",
       "port": "shanghai-pudong", "onwardTicket": true, "departure": "2026-12-11",
       "asOf": "2026-11-22"}""";

  /// @param outcome `YES` says that the conditions appear to match, and never more
  /// @param statement the same in a sentence
  /// @param lastDay the last day of the stay, until 24:00 in Beijing; absent when no rule gives one
  /// @param usualDays of stay where the treaty's own cap is not known
  record Answer(
      Outcome outcome,
      EntryPath path,
      String statement,
      List<Coded> reasons,
      List<Coded> conditions,
      List<Coded> wouldChange,
      @Nullable LocalDate lastDay,
      @Nullable Integer usualDays,
      Map<String, String> area,
      Ground ground) {}

  /// A stable code and its sentence in the language of the request.
  record Coded(String code, String text) {}

  /// What it rests on.
  record Ground(
      String ruleVersion,
      LocalDate asOf,
      LocalDate arrival,
      LocalDate verifiedAt,
      List<Row> rows,
      List<Source> sources,
      String phone) {}

  /// A row it relies on. `effectiveTo` is absent when no end is known.
  record Row(
      String table,
      String key,
      LocalDate effectiveFrom,
      @Nullable LocalDate effectiveTo,
      String certainty) {}

  private final Permissions permissions;
  private final InstantSource clock;

  EntryApi(Permissions permissions, InstantSource clock) {
    this.permissions = permissions;
    this.clock = clock;
  }

  @Operation(
      summary = "Decide whether somebody may enter without a visa",
      description =
          """
          Needs a nationality (ISO 3166 or as the passport prints it). Every other fact may be left
          out; what is missing and matters is named in the reasons. Ports are the codes of
          GET /api/v1/rules/entry, or IATA codes.""",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(examples = @ExampleObject(EXAMPLE))))
  @PostMapping("/api/v1/entry-decisions")
  Answer decide(@RequestBody Map<String, Object> facts, Words words) {
    var given = new java.util.HashMap<String, Object>();
    facts.forEach(
        (name, value) -> {
          if (value != null && !name.equals("asOf")) {
            given.put(name, value);
          }
        });
    var question = new EntryQuestion(given, asOf(facts.get("asOf")));
    return switch (permissions.decide(question)) {
      case EntryDecision decision -> answer(decision, words);
      case EntryAnswer.NotUnderstood(var faults) -> throw notUnderstood(faults).stop();
    };
  }

  private LocalDate asOf(@Nullable Object given) {
    if (given == null || given.toString().isBlank()) {
      return Beijing.day(clock.instant());
    }
    try {
      var day = LocalDate.parse(given.toString());
      if (day.getYear() / 1000 == 2) {
        return day;
      }
      throw notUnderstood(List.of(new Fault("asOf", "NOT_A_DATE"))).stop();
    } catch (DateTimeParseException e) {
      throw notUnderstood(List.of(new Fault("asOf", "NOT_A_DATE"))).stop();
    }
  }

  private static Problem notUnderstood(List<Fault> faults) {
    var said =
        faults.stream()
            .map(fault -> fault.fact() + " " + fault.code())
            .collect(Collectors.joining(", "));
    return Problem.of("entry", "FACTS_NOT_UNDERSTOOD", HttpStatus.UNPROCESSABLE_CONTENT, said);
  }

  private static Answer answer(EntryDecision decision, Words words) {
    var grounds = decision.grounds();
    return new Answer(
        decision.outcome(),
        decision.path(),
        words.t("entry.verdict." + decision.outcome()),
        coded("entry.reason.", decision.reasons(), words),
        coded("entry.condition.", decision.conditions(), words),
        coded("entry.change.", decision.wouldChange(), words),
        decision.term() instanceof StayTerm.Until(_, var last) ? last : null,
        decision.term() instanceof StayTerm.AsStamped(int usual) ? usual : null,
        decision.area(),
        new Ground(
            grounds.version(),
            grounds.asOf(),
            grounds.day(),
            grounds.verifiedAt(),
            grounds.rows().stream()
                .map(
                    row ->
                        new Row(
                            row.table(),
                            row.key(),
                            row.validity().from(),
                            row.validity().openEnded() ? null : row.validity().to(),
                            row.certainty().name()))
                .toList(),
            grounds.sources(),
            grounds.ask().phone()));
  }

  private static List<Coded> coded(String prefix, List<String> codes, Words words) {
    return codes.stream().map(code -> new Coded(code, words.t(prefix + code))).toList();
  }
}
