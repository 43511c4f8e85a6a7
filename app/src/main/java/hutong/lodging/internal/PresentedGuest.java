package hutong.lodging.internal;

import hutong.identity.Actor;
import hutong.identity.Document;
import hutong.identity.DocumentKind;
import hutong.identity.Guests;
import hutong.kernel.Purpose;
import hutong.kernel.Sensitive;
import hutong.language.Words;
import hutong.lodging.internal.CheckInService.CheckIn;
import hutong.lodging.internal.LodgingViews.PresentedForm;
import hutong.lodging.internal.LodgingViews.PresentedPage;
import hutong.names.PersonName;
import hutong.partners.CounterStep;
import hutong.partners.Membership;
import hutong.partners.NamesSeen;
import hutong.partners.Partner;
import hutong.partners.PartnerKind;
import hutong.partners.Partners;
import hutong.partners.RelyingParties;
import hutong.presentation.Fact;
import hutong.presentation.FactWords;
import hutong.presentation.Presentation;
import hutong.presentation.PresentationId;
import hutong.presentation.Presentations;
import hutong.web.Choice;
import hutong.web.FieldError;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
import org.springframework.web.servlet.ModelAndView;

/// Checking in a guest who showed her credential at the counter: room and nights, and nothing else.
@Controller
@RequestMapping("/desk/hotel/{partner}/presented/{id}")
class PresentedGuest {

  private static final String PURPOSE = "hotel-check-in";

  private static final List<Fact> SEEN =
      List.of(Fact.DOCUMENT_NUMBER, Fact.NATIONALITY, Fact.BIRTH_DATE, Fact.DOCUMENT_EXPIRY);

  private final CheckInService checkIns;
  private final Presentations presentations;
  private final Partners partners;

  PresentedGuest(CheckInService checkIns, Presentations presentations, Partners partners) {
    this.checkIns = checkIns;
    this.presentations = presentations;
    this.partners = partners;
  }

  @Configuration(proxyBeanMethods = false)
  static class Steps {
    @Bean
    CounterStep checkInPresented() {
      return new CounterStep(
          PURPOSE,
          "lodging.presented.checkIn",
          "/desk/hotel/{partner}/presented/{presentation}",
          false);
    }
  }

  @GetMapping
  ModelAndView ask(
      @PathVariable String partner, @PathVariable String id, Actor actor, Words words) {
    var hotel = hotel(actor, partner);
    var shown = shown(hotel, id);
    var kind = likely(shown.result().credential()).name();
    var form = new PresentedForm(null, "1", kind, null, null);
    return page(hotel, shown, form, List.of(), null, words);
  }

  @PostMapping
  ModelAndView checkIn(
      @PathVariable String partner,
      @PathVariable String id,
      PresentedForm form,
      Actor actor,
      Words words) {
    var hotel = hotel(actor, partner);
    var shown = shown(hotel, id);
    var errors = HotelDesk.errors(form.desk(), words);
    if (shown.result().holder().isEmpty() && kind(form).isEmpty()) {
      errors.add(new FieldError("kind", words.t("lodging.presented.kind")));
    }
    if (!errors.isEmpty()) {
      return page(hotel, shown, form, errors, null, words);
    }
    var booked = form.text(form.booked());
    var names = booked.isEmpty() ? null : NamesSeen.of(name(shown), NamesSeen.typed(booked), words);
    if (names != null && !names.same() && !booked.equals(form.text(form.looked()))) {
      return page(hotel, shown, form, List.of(), names, words);
    }
    var outcome = enter(hotel, actor, shown, form, words);
    var refused = HotelDesk.refused(outcome, words);
    return refused.isEmpty()
        ? HotelDesk.back(partner, outcome)
        : page(hotel, shown, form, refused, names, words);
  }

  /// Somebody known here is entered with the document she verified; whoever came with another
  /// wallet, with what her credential said.
  private CheckIn enter(
      Partner hotel, Actor actor, Presentation shown, PresentedForm form, Words words) {
    var room = form.text(form.room());
    int nights = HotelDesk.nights(form.text(form.nights()));
    var holder = shown.result().holder();
    if (holder.isPresent()) {
      return checkIns.presented(
          hotel, actor.account(), holder.get().person(), holder.get().account(), room, nights);
    }
    var facts = shown.result().facts().reveal(Purpose.LODGING_REGISTRATION);
    return guest(facts, kind(form).orElseThrow())
        .map(guest -> checkIns.shown(hotel, actor.account(), guest, room, nights, words))
        .orElseGet(
            () -> new CheckIn.LinesRefused(List.of(words.t("lodging.presented.unreadable"))));
  }

  /// What the clerk will find in her hand, by the kind of credential; the clerk has the last word.
  private static DocumentKind likely(String credential) {
    if (credential.startsWith("verified_traveller")) {
      return DocumentKind.PASSPORT;
    }
    return credential.startsWith("permanent_resident")
        ? DocumentKind.PERMANENT_RESIDENT_ID
        : DocumentKind.OTHER;
  }

  private static Optional<DocumentKind> kind(PresentedForm form) {
    var name = form.text(form.kind());
    return Stream.of(DocumentKind.values()).filter(each -> each.name().equals(name)).findFirst();
  }

  /// Empty when a day is none, or the time to see the facts is over.
  private static Optional<Guests.Shown> guest(Map<Fact, String> facts, DocumentKind kind) {
    try {
      return Optional.of(
          new Guests.Shown(
              kind,
              needed(facts, Fact.NATIONALITY),
              Sensitive.of(needed(facts, Fact.DOCUMENT_NUMBER)),
              Sensitive.of(facts.getOrDefault(Fact.SURNAME, "")),
              Sensitive.of(facts.getOrDefault(Fact.GIVEN_NAMES, "")),
              Sensitive.of(LocalDate.parse(needed(facts, Fact.BIRTH_DATE))),
              sex(facts.getOrDefault(Fact.SEX, "")),
              LocalDate.parse(needed(facts, Fact.DOCUMENT_EXPIRY))));
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }

  private static String needed(Map<Fact, String> facts, Fact fact) {
    var text = facts.getOrDefault(fact, "");
    if (text.isEmpty()) {
      throw new DateTimeException(fact.key());
    }
    return text;
  }

  /// ISO/IEC 5218 and the letters of ICAO 9303.
  private static Document.Sex sex(String text) {
    return switch (text) {
      case "1", "M" -> Document.Sex.M;
      case "2", "F" -> Document.Sex.F;
      default -> Document.Sex.X;
    };
  }

  private static PersonName name(Presentation shown) {
    var facts = shown.result().facts().reveal(Purpose.LODGING_REGISTRATION);
    return PersonName.of(
        facts.getOrDefault(Fact.SURNAME, ""), facts.getOrDefault(Fact.GIVEN_NAMES, ""));
  }

  private static ModelAndView page(
      Partner hotel,
      Presentation shown,
      PresentedForm form,
      List<FieldError> errors,
      @Nullable NamesSeen names,
      Words words) {
    var facts = shown.result().facts().reveal(Purpose.LODGING_REGISTRATION);
    var name =
        Stream.of(Fact.SURNAME, Fact.GIVEN_NAMES)
            .map(fact -> facts.getOrDefault(fact, ""))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" "));
    var lines = new LinkedHashMap<String, String>();
    for (var fact : SEEN) {
      if (facts.containsKey(fact)) {
        lines.put(FactWords.name(fact, words), FactWords.say(fact, facts.get(fact), words));
      }
    }
    var kinds =
        shown.result().holder().isPresent()
            ? List.<Choice>of()
            : Stream.of(DocumentKind.values())
                .map(
                    each -> Choice.of(each.name(), words.t("presentation.document." + each.name())))
                .toList();
    var view =
        new ModelAndView(
            "lodging/presented",
            "page",
            new PresentedPage(
                "/desk/hotel/" + hotel.key() + "/presented/" + shown.id(),
                hotel.name(words.language()),
                name,
                lines,
                kinds,
                names,
                form,
                errors));
    if (!errors.isEmpty()) {
      view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return view;
  }

  /// What this hotel was shown and found good.
  private Presentation shown(Partner hotel, String id) {
    return PresentationId.parse(id)
        .flatMap(each -> presentations.find(RelyingParties.of(hotel), each, null))
        .filter(each -> each.purpose().id().equals(PURPOSE))
        .filter(each -> each.state() == Presentation.State.ACCEPTED)
        .orElseThrow(StayPages::notFound);
  }

  private Partner hotel(Actor actor, String key) {
    return partners
        .findMembership(actor.account(), key)
        .map(Membership::partner)
        .filter(partner -> partner.kind() == PartnerKind.HOTEL)
        .orElseThrow(StayPages::notFound);
  }
}
