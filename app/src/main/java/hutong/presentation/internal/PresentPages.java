package hutong.presentation.internal;

import hutong.credential.Credentials;
import hutong.credential.HeldCredential;
import hutong.credential.Presented;
import hutong.identity.Actor;
import hutong.identity.Traveller;
import hutong.identity.Travellers;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.language.Words;
import hutong.presentation.AskingPurpose;
import hutong.presentation.Fact;
import hutong.presentation.FactWords;
import hutong.presentation.FindingWords;
import hutong.presentation.Presentation;
import hutong.presentation.Presentation.State;
import hutong.presentation.PresentationId;
import hutong.presentation.internal.PresentationService.Answerer;
import hutong.presentation.internal.PresentationService.Found;
import hutong.presentation.internal.PresentationViews.AskedPage;
import hutong.presentation.internal.PresentationViews.CodePage;
import hutong.presentation.internal.PresentationViews.EndedPage;
import hutong.presentation.internal.PresentationViews.FactLine;
import hutong.presentation.internal.PresentationViews.Member;
import hutong.presentation.internal.PresentationViews.Person;
import hutong.presentation.internal.RequestStore.Row;
import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import hutong.web.Choice;
import hutong.web.FieldError;
import hutong.web.Icon;
import hutong.web.Place;
import hutong.web.Problem;
import hutong.web.Tone;
import hutong.web.WebSettings;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

/// The traveller's side: who asks for what and why, and her yes or no.
@Controller
@RequestMapping("/present")
class PresentPages {

  private final PresentationService presentations;
  private final AnswerReader answers;
  private final Credentials credentials;
  private final Travellers travellers;
  private final Addresses addresses;
  private final InstantSource clock;
  private final String publicUrl;

  PresentPages(
      PresentationService presentations,
      AnswerReader answers,
      Credentials credentials,
      Travellers travellers,
      Addresses addresses,
      InstantSource clock,
      WebSettings web) {
    this.presentations = presentations;
    this.answers = answers;
    this.credentials = credentials;
    this.travellers = travellers;
    this.addresses = addresses;
    this.clock = clock;
    this.publicUrl = web.publicUrl();
  }

  @Configuration(proxyBeanMethods = false)
  static class Places {
    @Bean
    Place presentPlace() {
      return new Place(Place.Area.SERVICES, "presentation.code.title", "/present", Icon.SCAN, 20);
    }
  }

  // ------------------------------------------------------------------------------------ finding it

  /// Types a code; or arrives as a wallet does, with the question's address.
  @GetMapping
  Object code(
      @RequestParam(name = "request_uri", required = false) @Nullable String requestUri,
      Actor actor,
      Words words) {
    if (requestUri != null) {
      return redirect("/present/" + ours(requestUri).orElseThrow(PresentPages::notFound));
    }
    return new ModelAndView("presentation/code", "page", new CodePage("", List.of()));
  }

  private Optional<PresentationId> ours(String requestUri) {
    var beginning = addresses.requestUri(new java.util.UUID(0, 0));
    var path = beginning.substring(0, beginning.lastIndexOf('/') + 1);
    return requestUri.startsWith(path)
        ? PresentationId.parse(requestUri.substring(path.length()))
        : Optional.empty();
  }

  @PostMapping
  Object typed(@RequestParam(defaultValue = "") String code, Actor actor, Words words) {
    var scanned = scanned(code.strip());
    if (scanned.isPresent()) {
      return redirect("/present/" + scanned.get());
    }
    return switch (presentations.byCode(actor.account(), code)) {
      case Found.One(var id) -> redirect("/present/" + id);
      case Found.None() -> wrong(code, words.t("presentation.code.wrong"));
      case Found.TooMany() -> wrong(code, words.t("presentation.code.tooMany"));
    };
  }

  /// The question behind the square code of a counter, as a camera reads it: our own page's
  /// address, or that of a wallet.
  private Optional<PresentationId> scanned(String text) {
    var page = publicUrl + "/present/";
    if (text.startsWith(page)) {
      return PresentationId.parse(text.substring(page.length()));
    }
    int query = text.indexOf('?');
    try {
      return query < 0 ? Optional.empty() : asked(text.substring(query + 1));
    } catch (IllegalArgumentException badlyEncoded) {
      return Optional.empty();
    }
  }

  private Optional<PresentationId> asked(String query) {
    return Stream.of(query.split("&", -1))
        .filter(each -> each.startsWith("request_uri="))
        .map(each -> each.substring("request_uri=".length()))
        .map(each -> URLDecoder.decode(each, StandardCharsets.UTF_8))
        .findFirst()
        .flatMap(this::ours);
  }

  private static ModelAndView wrong(String code, String text) {
    var shown = code.length() > 20 ? "" : code;
    var page = new CodePage(shown, List.of(new FieldError("code", text)));
    var view = new ModelAndView("presentation/code", "page", page);
    view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return view;
  }

  // ------------------------------------------------------------------------------------ answering

  @GetMapping("/{id}")
  ModelAndView asked(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String credential,
      Actor actor,
      Words words) {
    var row = row(id);
    var shown = presentations.shown(row);
    if (shown.state() != State.WAITING) {
      return ended(shown, row, "", actor, words);
    }
    return page(row, shown, actor, credential, null, words);
  }

  private ModelAndView page(
      Row row,
      Presentation shown,
      Actor actor,
      @Nullable String chosen,
      @Nullable Problem problem,
      Words words) {
    var usable = usable(row, actor.traveller());
    var credential =
        usable.stream()
            .filter(each -> each.id().toString().equals(chosen))
            .findFirst()
            .or(() -> usable.stream().findFirst());
    var purpose = shown.purpose();
    var text = purpose.in(words.language());
    var page =
        new AskedPage(
            "/present/" + shown.id(),
            shown.party().name(words.language()),
            shown.party().names().getOrDefault("zh-Hans", ""),
            text,
            lines(purpose.needed(), credential, words).stream()
                .filter(line -> credential.isEmpty() || !line.value().isEmpty())
                .toList(),
            credential.map(held -> extras(purpose, held, words)).orElse(List.of()),
            credential.map(held -> held.id().toString()).orElse(""),
            credential.map(held -> held.type().name().in(words.language())).orElse(""),
            usable.stream().map(held -> choice(held, words)).toList(),
            people(row, actor, words),
            words.time(shown.request().until()),
            shown.request().url(),
            problem);
    var view = new ModelAndView("presentation/asked", "page", page);
    if (problem != null) {
      view.setStatus(problem.status());
    }
    return view;
  }

  /// Whom she can answer for at one counter; only herself where a browser goes on with the answer.
  private List<Person> people(Row row, Actor actor, Words words) {
    var people = travellers.list(actor.account());
    if (people.size() < 2 || row.asked().sameDevice()) {
      return List.of();
    }
    return people.stream()
        .map(
            each -> {
              var held = usable(row, each.id());
              var text =
                  held.isEmpty()
                      ? words.t("presentation.asked.noCredential")
                      : held.getFirst().title().reveal(Purpose.OWN_VIEW);
              return new Person(
                  each.id().toString(),
                  name(each),
                  text,
                  !held.isEmpty(),
                  each.id().equals(actor.traveller()) && !held.isEmpty());
            })
        .toList();
  }

  private static String name(Traveller traveller) {
    return traveller.callName().reveal(Purpose.OWN_VIEW);
  }

  private static Choice choice(HeldCredential held, Words words) {
    return Choice.of(
        held.id().toString(),
        held.type().name().in(words.language()),
        held.title().reveal(Purpose.OWN_VIEW));
  }

  private static List<FactLine> lines(
      List<Fact> facts, Optional<HeldCredential> credential, Words words) {
    return facts.stream()
        .map(
            fact ->
                new FactLine(
                    fact.key(),
                    words.t("presentation.fact." + fact.key()),
                    credential.map(held -> value(held, fact, words)).orElse("")))
        .toList();
  }

  private static List<FactLine> extras(AskingPurpose purpose, HeldCredential held, Words words) {
    return lines(purpose.optional(), Optional.of(held), words).stream()
        .filter(line -> !line.value().isEmpty())
        .toList();
  }

  static String value(HeldCredential held, Fact fact, Words words) {
    Object value = held.claims().reveal(Purpose.OWN_VIEW).get(fact.key());
    return value == null ? "" : FactWords.say(fact, String.valueOf(value), words);
  }

  /// Credentials of hers that say all that is needed and may still be shown.
  private List<HeldCredential> usable(Row row, PersonId person) {
    var query = answers.query(row);
    var types = new HashSet<String>();
    query.credentials().forEach(each -> types.add(each.id()));
    var purpose = presentations.shown(row).purpose();
    return credentials.held(person, Purpose.OWN_VIEW).stream()
        .filter(held -> held.state() == HeldCredential.State.VALID)
        .filter(held -> types.contains(RecognisedShelf.queryId(held.type())))
        .filter(held -> purpose.enough(facts(held)))
        .toList();
  }

  private static Set<Fact> facts(HeldCredential held) {
    var facts = EnumSet.noneOf(Fact.class);
    held.claims()
        .reveal(Purpose.OWN_VIEW)
        .keySet()
        .forEach(key -> Fact.named(key).ifPresent(facts::add));
    return facts;
  }

  @PostMapping("/{id}")
  Object answer(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String answer,
      @RequestParam(defaultValue = "") String credential,
      @RequestParam(name = "extra", defaultValue = "") List<String> extras,
      @RequestParam(name = "who", defaultValue = "") List<String> who,
      Actor actor,
      Words words) {
    var row = row(id);
    if (!row.waits(clock.instant())) {
      return redirect("/present/" + id);
    }
    if (answer.equals("no")) {
      return finish(row, new Verdict.Declined(), actor.traveller(), actor, words);
    }
    if (!people(row, actor, words).isEmpty()) {
      return forSeveral(row, who, credential, extras, actor, words);
    }
    var held =
        usable(row, actor.traveller()).stream()
            .filter(each -> each.id().toString().equals(credential))
            .findFirst();
    if (held.isEmpty()) {
      return again(row, actor, "NO_CREDENTIAL", words);
    }
    return verdict(row, held.get(), extras, actor.traveller())
        .map(verdict -> finish(row, verdict, actor.traveller(), actor, words))
        .orElseGet(() -> again(row, actor, "NO_CREDENTIAL", words));
  }

  /// One yes for a family or a tour: the first answers the question itself, the others one each
  /// below it. What is wrong with one of them is her result, and nobody else's.
  private Object forSeveral(
      Row row, List<String> who, String credential, List<String> extras, Actor actor, Words words) {
    var people =
        travellers.list(actor.account()).stream()
            .map(Traveller::id)
            .filter(each -> who.contains(each.toString()))
            .sorted(Comparator.comparing(each -> !each.equals(actor.traveller())))
            .toList();
    if (people.isEmpty()) {
      return again(row, actor, "NOBODY_CHOSEN", words);
    }
    var first = people.getFirst();
    var ended = finish(row, verdict(row, first, credential, extras), first, actor, words);
    if (row(new PresentationId(row.id()).toString()).ending().holder() == null) {
      return ended; // somebody else answered first
    }
    for (int i = 1; i < people.size(); i++) {
      var person = people.get(i);
      var member = presentations.member(row, i);
      var answerer = answerer(person, actor, words);
      presentations.end(member, verdict(member, person, "", extras), answerer);
    }
    return ended;
  }

  private Verdict verdict(Row row, PersonId person, String credential, List<String> extras) {
    var usable = usable(row, person);
    return usable.stream()
        .filter(each -> each.id().toString().equals(credential))
        .findFirst()
        .or(() -> usable.stream().findFirst())
        .flatMap(held -> verdict(row, held, extras, person))
        .orElseGet(() -> new Verdict.Bad(List.of(Reason.CREDENTIAL_MISSING.name()), null));
  }

  /// Empty when it cannot be shown after all.
  private Optional<Verdict> verdict(
      Row row, HeldCredential held, List<String> extras, PersonId person) {
    return switch (present(row, held, extras, person)) {
      case Presented.Shown(var token) -> Optional.of(judged(row, held, token));
      case Presented.NotHeld() -> Optional.empty();
      case Presented.NotValid(_) -> Optional.empty();
      case Presented.NoSuchClaim(_) -> Optional.empty();
    };
  }

  private Presented present(Row row, HeldCredential held, List<String> extras, PersonId person) {
    var purpose = presentations.shown(row).purpose();
    var facts = EnumSet.copyOf(purpose.needed());
    purpose.optional().stream().filter(fact -> extras.contains(fact.key())).forEach(facts::add);
    facts.retainAll(facts(held));
    var claims = new HashSet<String>();
    facts.forEach(fact -> claims.add(fact.key()));
    return credentials.presentSdJwt(
        person,
        held.id(),
        Set.copyOf(claims),
        row.protocol().clientId(),
        addresses.nonce(row.id()));
  }

  private Verdict judged(Row row, HeldCredential held, String token) {
    try {
      return answers.read(row, RecognisedShelf.queryId(held.type()), token);
    } catch (UnreadableException ours) {
      throw new IllegalStateException("a credential of ours cannot be read: " + ours.getMessage());
    }
  }

  private ModelAndView again(Row row, Actor actor, String code, Words words) {
    var problem = Problem.of("presentation", code, HttpStatus.UNPROCESSABLE_CONTENT);
    return page(row, presentations.shown(row), actor, null, problem, words);
  }

  private static Answerer answerer(PersonId person, Actor actor, Words words) {
    return new Answerer(new Presentation.Holder(person, actor.account()), words.language().tag());
  }

  private Object finish(Row row, Verdict verdict, PersonId person, Actor actor, Words words) {
    var kept = presentations.end(row, verdict, answerer(person, actor, words));
    if (kept.isPresent() && kept.get().redirect().startsWith(publicUrl + "/")) {
      return redirect(kept.get().redirect().substring(publicUrl.length()));
    }
    var id = new PresentationId(row.id());
    if (kept.isPresent() && !kept.get().redirect().isEmpty()) {
      var after = row(id.toString());
      return ended(presentations.shown(after), after, kept.get().redirect(), actor, words);
    }
    return redirect("/present/" + id);
  }

  private List<Member> members(Presentation shown, Row row, Actor actor, Words words) {
    var others = presentations.membersOf(row, actor.account());
    if (others.isEmpty()) {
      return List.of();
    }
    return Stream.concat(Stream.of(shown), others.stream())
        .map(
            each ->
                new Member(
                    each.result()
                        .holder()
                        .flatMap(holder -> travellers.find(actor.account(), holder.person()))
                        .map(PresentPages::name)
                        .orElse(""),
                    each.state() == State.ACCEPTED ? Tone.OK : Tone.STOP,
                    words.t("presentation.ended." + each.state() + ".title")))
        .toList();
  }

  private ModelAndView ended(Presentation shown, Row row, String back, Actor actor, Words words) {
    var page =
        new EndedPage(
            shown.state().name(),
            shown.party().name(words.language()),
            shown.purpose().in(words.language()),
            row.ending().facts().stream().map(key -> words.t("presentation.fact." + key)).toList(),
            FindingWords.say(shown.result().findings(), words),
            members(shown, row, actor, words),
            back,
            back.isEmpty() ? "" : String.valueOf(URI.create(back).getHost()));
    return new ModelAndView("presentation/ended", "page", page);
  }

  private Row row(String id) {
    return PresentationId.parse(id).flatMap(presentations::row).orElseThrow(PresentPages::notFound);
  }

  private static Problem.Stop notFound() {
    return Problem.of("presentation", "NO_SUCH_REQUEST", HttpStatus.NOT_FOUND).stop();
  }

  private static RedirectView redirect(String path) {
    var view = new RedirectView(path);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    return view;
  }
}
