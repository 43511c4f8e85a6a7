package hutong.partners.internal;

import hutong.identity.Actor;
import hutong.kernel.Purpose;
import hutong.language.Language;
import hutong.language.Languages;
import hutong.language.Words;
import hutong.partners.CounterStep;
import hutong.partners.DeskEntry;
import hutong.partners.Membership;
import hutong.partners.Partner;
import hutong.partners.PartnerKind;
import hutong.partners.Partners;
import hutong.partners.RelyingParties;
import hutong.partners.internal.CounterViews.AskPage;
import hutong.partners.internal.CounterViews.Line;
import hutong.partners.internal.CounterViews.Member;
import hutong.partners.internal.CounterViews.ResultPage;
import hutong.partners.internal.CounterViews.Row;
import hutong.partners.internal.CounterViews.Step;
import hutong.presentation.Asking;
import hutong.presentation.AskingPurposes;
import hutong.presentation.Fact;
import hutong.presentation.FactWords;
import hutong.presentation.FindingWords;
import hutong.presentation.NewPresentation;
import hutong.presentation.Presentation;
import hutong.presentation.Presentation.State;
import hutong.presentation.PresentationId;
import hutong.presentation.Presentations;
import hutong.web.Choice;
import hutong.web.Icon;
import hutong.web.Problem;
import hutong.web.Tone;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// A counter: choose what to ask, show the code, see the answer in Chinese and in the traveller's
/// language.
@Controller
@RequestMapping("/desk/counter/{key}")
class CounterPages {

  private static final Pattern PICTURE =
      Pattern.compile("data:image/(jpeg|png);base64,[A-Za-z0-9+/=]{1,400000}");

  private final Presentations presentations;
  private final AskingPurposes purposes;
  private final Partners partners;
  private final Languages languages;
  private final ObjectProvider<CounterStep> steps;

  CounterPages(
      Presentations presentations,
      AskingPurposes purposes,
      Partners partners,
      Languages languages,
      ObjectProvider<CounterStep> steps) {
    this.presentations = presentations;
    this.purposes = purposes;
    this.partners = partners;
    this.languages = languages;
    this.steps = steps;
  }

  @Configuration(proxyBeanMethods = false)
  static class Entries {
    @Bean
    DeskEntry hotelCounter() {
      return entry(PartnerKind.HOTEL);
    }

    @Bean
    DeskEntry museumCounter() {
      return entry(PartnerKind.MUSEUM);
    }

    @Bean
    DeskEntry shopCounter() {
      return entry(PartnerKind.SHOP);
    }

    @Bean
    DeskEntry telecomCounter() {
      return entry(PartnerKind.TELECOM);
    }

    @Bean
    DeskEntry hospitalCounter() {
      return entry(PartnerKind.HOSPITAL);
    }

    @Bean
    DeskEntry bankCounter() {
      return entry(PartnerKind.BANK);
    }

    private static DeskEntry entry(PartnerKind kind) {
      return new DeskEntry(
          kind,
          "partners.counter.title",
          "partners.counter.text",
          "/desk/counter/{partner}",
          Icon.VERIFIED);
    }
  }

  @GetMapping
  ModelAndView choose(@PathVariable String key, Actor actor, Words words) {
    var partner = partner(actor, key);
    var choices =
        purposes.list(RelyingParties.of(partner)).stream()
            .map(each -> Choice.of(each.id(), name(each.id(), words), why(each.id(), words)))
            .toList();
    return new ModelAndView(
        "partners/counter",
        "page",
        new AskPage(path(key), partner.name(words.language()), choices, latest(partner, words)));
  }

  private String name(String purpose, Words words) {
    return purposes.find(purpose).orElseThrow().in(words.language()).name();
  }

  private String why(String purpose, Words words) {
    var asked = purposes.find(purpose).orElseThrow();
    return words.list(asked.needed().stream().map(f -> FactWords.name(f, words)).toList());
  }

  private List<Row> latest(Partner partner, Words words) {
    return presentations.latest(RelyingParties.of(partner)).stream()
        .map(
            each ->
                new Row(
                    each.purpose().in(words.language()).name(),
                    words.time(each.request().until().minus(java.time.Duration.ofMinutes(10))),
                    path(partner.key()) + "/" + each.id(),
                    tone(each.state()),
                    words.t("partners.counter.state." + each.state())))
        .toList();
  }

  @PostMapping
  Object ask(
      @PathVariable String key, @RequestParam(defaultValue = "") String purpose, Actor actor) {
    var party = RelyingParties.of(partner(actor, key));
    return switch (presentations.ask(NewPresentation.atCounter(party, purpose))) {
      case Asking.Asked(var asked) -> redirect(path(key) + "/" + asked.id());
      case Asking.UnknownPurpose() -> redirect(path(key));
      case Asking.NotYourPurpose() -> throw RelyingParties.problem(new Asking.NotYourPurpose());
      case Asking.AddressRefused() -> throw RelyingParties.problem(new Asking.AddressRefused());
    };
  }

  @GetMapping("/{id}")
  ModelAndView result(@PathVariable String key, @PathVariable String id, Actor actor, Words words) {
    var partner = partner(actor, key);
    var shown = find(partner, id);
    return new ModelAndView("partners/counter-result", "page", page(partner, shown, words));
  }

  private ResultPage page(Partner partner, Presentation shown, Words words) {
    var result = shown.result();
    var group = group(partner, shown);
    var hers = languages.words(traveller(result.language()));
    var chinese = languages.chinese();
    var facts = result.facts().reveal(Purpose.IDENTITY_PROOF);
    var state = "partners.counter.result." + shown.state();
    return new ResultPage(
        path(partner.key()),
        shown.id().toString(),
        partner.name(words.language()),
        shown.purpose().in(words.language()).name(),
        shown.state(),
        shown.request(),
        tone(shown.state()),
        chinese.t(state),
        hers.language().equals(chinese.language()) ? "" : hers.t(state),
        words.t(state + "Text"),
        hers.language().tag(),
        lines(facts, hers, chinese),
        picture(facts),
        both(result.findings(), hers, chinese),
        steps.stream()
            .filter(step -> step.fits(shown))
            .map(step -> new Step(step.titleKey(), step.pathFor(shown)))
            .toList(),
        group.stream().map(each -> member(partner, each, words)).toList(),
        (int) group.stream().filter(each -> each.state() == State.ACCEPTED).count(),
        latest(partner, words));
  }

  /// Everybody a leader answered for; empty when she answered for one.
  private List<Presentation> group(Partner partner, Presentation shown) {
    var others = presentations.members(RelyingParties.of(partner), shown.id());
    return others.isEmpty() ? List.of() : Stream.concat(Stream.of(shown), others.stream()).toList();
  }

  private static Member member(Partner partner, Presentation each, Words words) {
    var facts = each.result().facts().reveal(Purpose.IDENTITY_PROOF);
    var name =
        Stream.of(Fact.NAME, Fact.SURNAME, Fact.GIVEN_NAMES)
            .map(fact -> facts.getOrDefault(fact, ""))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" "));
    return new Member(
        name.isEmpty() ? words.t("partners.counter.someone") : name,
        path(partner.key()) + "/" + each.id(),
        tone(each.state()),
        words.t("partners.counter.state." + each.state()));
  }

  private Language traveller(@org.jspecify.annotations.Nullable String tag) {
    return languages.offered().stream()
        .filter(each -> each.tag().equals(tag))
        .findFirst()
        .orElse(Language.ENGLISH);
  }

  private static List<Line> lines(Map<Fact, String> facts, Words hers, Words chinese) {
    boolean same = hers.language().equals(chinese.language());
    return facts.entrySet().stream()
        .filter(each -> each.getKey() != Fact.PORTRAIT)
        .map(
            each -> {
              var first = FactWords.say(each.getKey(), each.getValue(), chinese);
              var second = FactWords.say(each.getKey(), each.getValue(), hers);
              return new Line(
                  FactWords.name(each.getKey(), chinese),
                  same ? "" : FactWords.name(each.getKey(), hers),
                  first,
                  second.equals(first) ? "" : second);
            })
        .toList();
  }

  private static String picture(Map<Fact, String> facts) {
    var picture = facts.getOrDefault(Fact.PORTRAIT, "");
    return PICTURE.matcher(picture).matches() ? picture : "";
  }

  private static List<Line> both(List<String> findings, Words hers, Words chinese) {
    var first = FindingWords.say(findings, chinese);
    var second = FindingWords.say(findings, hers);
    var lines = new java.util.ArrayList<Line>();
    for (int i = 0; i < first.size(); i++) {
      var other = i < second.size() ? second.get(i) : "";
      lines.add(new Line(first.get(i), other.equals(first.get(i)) ? "" : other, "", ""));
    }
    return lines;
  }

  @PostMapping("/{id}/withdraw")
  Object withdraw(@PathVariable String key, @PathVariable String id, Actor actor) {
    var partner = partner(actor, key);
    PresentationId.parse(id)
        .ifPresent(
            each -> {
              boolean taken = presentations.withdraw(RelyingParties.of(partner), each);
              if (!taken) {
                throw Problem.of("presentation", "REQUEST_OVER", HttpStatus.CONFLICT).stop();
              }
            });
    return redirect(path(key));
  }

  private Presentation find(Partner partner, String id) {
    return PresentationId.parse(id)
        .flatMap(each -> presentations.find(RelyingParties.of(partner), each, null))
        .orElseThrow(
            () -> Problem.of("presentation", "NO_SUCH_REQUEST", HttpStatus.NOT_FOUND).stop());
  }

  private static Tone tone(State state) {
    return switch (state) {
      case WAITING -> Tone.WAITING;
      case ACCEPTED -> Tone.OK;
      case NOT_ACCEPTED -> Tone.STOP;
      case DECLINED, EXPIRED, CLOSED -> Tone.PLAIN;
    };
  }

  private Partner partner(Actor actor, String key) {
    return partners
        .findMembership(actor.account(), key)
        .map(Membership::partner)
        .orElseThrow(() -> Problem.of("partners", "NOT_YOUR_DESK", HttpStatus.FORBIDDEN).stop());
  }

  private static String path(String key) {
    return "/desk/counter/" + key;
  }

  private static RedirectView redirect(String path) {
    var view = new RedirectView(path);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    return view;
  }
}
