package hutong.entry.internal;

import hutong.entry.EntryAnswer;
import hutong.entry.EntryAnswer.EntryDecision;
import hutong.entry.EntryPath;
import hutong.entry.Permissions;
import hutong.identity.Actor;
import hutong.identity.Document;
import hutong.identity.Traveller;
import hutong.identity.Travellers;
import hutong.kernel.Beijing;
import hutong.language.Words;
import hutong.rules.Outcome;
import hutong.rules.Ruling.Fault;
import hutong.web.Choice;
import hutong.web.DayFields;
import hutong.web.FieldError;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// May I enter without a visa? One question a page; the answers travel in the address, so that
/// back, reload and sending the link to a friend all work, signed in or not. Nothing is stored.
@Controller
class EntryPages {

  private final Permissions permissions;
  private final EntryRules rules;
  private final Travellers travellers;
  private final InstantSource clock;

  EntryPages(
      Permissions permissions, EntryRules rules, Travellers travellers, InstantSource clock) {
    this.permissions = permissions;
    this.rules = rules;
    this.travellers = travellers;
    this.clock = clock;
  }

  @GetMapping("/entry")
  ModelAndView ask(
      @RequestParam Map<String, String> parameters, @Nullable Actor actor, Words words) {
    var asked = Optional.ofNullable(parameters.get("question"));
    var errors = new ArrayList<FieldError>();
    var facts = withDay(EntryFacts.of(parameters), parameters, errors, words);
    if (asked.isPresent() && !facts.has(asked.get()) && errors.isEmpty()) {
      errors.add(new FieldError(asked.get(), words.t("entry.ask.answerFirst")));
    }
    var document = document(actor);
    var known = document.map(facts::from).orElse(facts);
    var today = Beijing.day(clock.instant());
    var open = Asking.first(known);
    if (open.isPresent()) {
      return page(open.get(), known, errors, parameters, document, words);
    }
    return switch (permissions.decide(known.question(today))) {
      case EntryAnswer.NotUnderstood(var faults) ->
          askAgain(known, faults, parameters, document, words);
      case EntryDecision decision -> {
        var next = Asking.next(known, decision);
        yield next.isPresent()
            ? page(next.get(), known, errors, parameters, document, words)
            : answer(known, decision, words);
      }
    };
  }

  private Optional<Document> document(@Nullable Actor actor) {
    return actor == null
        ? Optional.empty()
        : travellers.find(actor.account(), actor.traveller()).flatMap(Traveller::document);
  }

  /// A day comes as three fields and travels on as one text.
  private static EntryFacts withDay(
      EntryFacts facts, Map<String, String> parameters, List<FieldError> errors, Words words) {
    var with = facts;
    for (var name : List.of("arrival", "departure")) {
      if (parameters.containsKey(name + ".year") && !facts.has(name)) {
        var day = fields(name, parameters).parse();
        if (day.isPresent()) {
          with = with.with(name, day.get().toString());
        } else {
          errors.add(new FieldError(name, words.t("entry.ask.notADay")));
        }
      }
    }
    if (earlier(with)) {
      errors.add(new FieldError("departure", words.t("entry.ask.leavesBeforeArrival")));
      return with.without("departure");
    }
    return with;
  }

  private static boolean earlier(EntryFacts facts) {
    return facts.get("departure").matches("\\d{4}-.*")
        && facts.get("arrival").matches("\\d{4}-.*")
        && facts.get("departure").compareTo(facts.get("arrival")) < 0;
  }

  private static DayFields fields(String name, Map<String, String> parameters) {
    return new DayFields(
        parameters.getOrDefault(name + ".year", ""),
        parameters.getOrDefault(name + ".month", ""),
        parameters.getOrDefault(name + ".day", ""));
  }

  private ModelAndView askAgain(
      EntryFacts facts,
      List<Fault> faults,
      Map<String, String> parameters,
      Optional<Document> document,
      Words words) {
    var fact = faults.getFirst().fact();
    for (var asking : Asking.values()) {
      if (asking.fact().equals(fact)) {
        var error = new FieldError(fact, words.t("entry.ask.notUnderstood"));
        return page(asking, facts.without(fact), List.of(error), parameters, document, words);
      }
    }
    return page(Asking.NATIONALITY, EntryFacts.of(Map.of()), List.of(), Map.of(), document, words);
  }

  private ModelAndView page(
      Asking asking,
      EntryFacts facts,
      List<FieldError> errors,
      Map<String, String> parameters,
      Optional<Document> document,
      Words words) {
    var given = new LinkedHashMap<>(facts.given());
    var prefilled =
        document
            .filter(d -> d.nationality().equals(facts.get("nationality")))
            .map(d -> words.t("entry.ask.prefilled", words.country(d.nationality())))
            .orElse(null);
    var mine = errors.stream().filter(error -> error.field().equals(asking.fact())).toList();
    var view =
        new ModelAndView(
            "entry/ask",
            "page",
            new AskPage(
                asking,
                choices(asking, words),
                given,
                fields(asking.fact(), parameters),
                mine,
                given.size() + 1,
                back(facts),
                prefilled));
    view.setStatus(mine.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    return view;
  }

  private static @Nullable String back(EntryFacts facts) {
    var names = List.copyOf(facts.given().keySet());
    return names.isEmpty() ? null : facts.without(names.getLast()).address();
  }

  private List<Choice> choices(Asking asking, Words words) {
    boolean chinese = words.language().tag().startsWith("zh");
    return switch (asking.kind()) {
      case COUNTRY ->
          asking == Asking.NATIONALITY
              ? EntryCodes.nationalities(words)
              : EntryCodes.countries(words);
      case PORT -> EntryCodes.ports(rules.ports(), words, chinese);
      case CHOICE ->
          asking.options().stream()
              .map(value -> Choice.of(value, label(asking.fact(), value, words)))
              .toList();
      case DAY -> List.of();
    };
  }

  private static String label(String fact, String value, Words words) {
    return words.t("entry.choice." + fact + "." + value);
  }

  private ModelAndView answer(EntryFacts facts, EntryDecision decision, Words words) {
    var page =
        new AnswerPage(
            decision,
            told(facts, words),
            decision.outcome() == Outcome.YES || facts.has("more") || !moreToSay(facts)
                ? null
                : facts.with("more", "yes").address(),
            decision.outcome() == Outcome.NO && !facts.has("airside")
                ? facts.with("airside", "yes").address()
                : null,
            decision.outcome() == Outcome.NO ? null : enter(decision));
    return new ModelAndView("entry/answer", "page", page);
  }

  private static boolean moreToSay(EntryFacts facts) {
    return List.of("cameFrom", "goesTo", "onwardTicket", "port").stream()
        .anyMatch(name -> !facts.has(name));
  }

  private static @Nullable String enter(EntryDecision decision) {
    return decision.path() == EntryPath.ASK ? null : "/stay/new?path=" + decision.path();
  }

  private List<AnswerPage.Told> told(EntryFacts facts, Words words) {
    var told = new ArrayList<AnswerPage.Told>();
    for (var asking : Asking.values()) {
      if (facts.has(asking.fact())) {
        told.add(
            new AnswerPage.Told(
                words.t("entry.told." + asking.fact()),
                value(asking, facts.get(asking.fact()), words),
                facts.without(asking.fact()).address()));
      }
    }
    return told;
  }

  private String value(Asking asking, String value, Words words) {
    if (value.equals(EntryFacts.UNKNOWN)) {
      return words.t("entry.told.unknown");
    }
    return switch (asking.kind()) {
      case COUNTRY -> country(value, words);
      case CHOICE -> label(asking.fact(), value, words);
      case DAY -> words.date(LocalDate.parse(value));
      case PORT -> portName(value, words);
    };
  }

  private static String country(String code, Words words) {
    return switch (code) {
      case "GBO" -> words.t("entry.ask.otherBritish");
      case "XXA" -> words.t("entry.ask.stateless");
      case "D" -> words.country("DE");
      default -> words.country(code);
    };
  }

  private String portName(String code, Words words) {
    boolean chinese = words.language().tag().startsWith("zh");
    return rules
        .port(code)
        .map(row -> row.text(chinese ? "chinese" : "name"))
        .orElse(words.t("entry.ask.otherPort"));
  }
}
