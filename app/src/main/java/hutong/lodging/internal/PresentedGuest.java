package hutong.lodging.internal;

import hutong.identity.Actor;
import hutong.kernel.Purpose;
import hutong.language.Words;
import hutong.lodging.internal.LodgingViews.DeskForm;
import hutong.lodging.internal.LodgingViews.PresentedPage;
import hutong.partners.CounterStep;
import hutong.partners.Membership;
import hutong.partners.Partner;
import hutong.partners.PartnerKind;
import hutong.partners.Partners;
import hutong.partners.RelyingParties;
import hutong.presentation.Fact;
import hutong.presentation.Presentation;
import hutong.presentation.PresentationId;
import hutong.presentation.Presentations;
import hutong.web.FieldError;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
          true);
    }
  }

  @GetMapping
  ModelAndView ask(
      @PathVariable String partner, @PathVariable String id, Actor actor, Words words) {
    var hotel = hotel(actor, partner);
    return page(hotel, shown(hotel, id), new DeskForm(null, null, "1"), List.of(), words);
  }

  @PostMapping
  ModelAndView checkIn(
      @PathVariable String partner,
      @PathVariable String id,
      DeskForm form,
      Actor actor,
      Words words) {
    var hotel = hotel(actor, partner);
    var shown = shown(hotel, id);
    var errors = HotelDesk.errors(form, words);
    if (!errors.isEmpty()) {
      return page(hotel, shown, form, errors, words);
    }
    var holder = shown.result().holder().orElseThrow(StayPages::notFound);
    var room = form.text(form.room());
    int nights = HotelDesk.nights(form.text(form.nights()));
    var outcome =
        checkIns.presented(hotel, actor.account(), holder.person(), holder.account(), room, nights);
    var refused = HotelDesk.refused(outcome, words);
    return refused.isEmpty()
        ? HotelDesk.back(partner, outcome)
        : page(hotel, shown, form, refused, words);
  }

  private static ModelAndView page(
      Partner hotel, Presentation shown, DeskForm form, List<FieldError> errors, Words words) {
    var facts = shown.result().facts().reveal(Purpose.LODGING_REGISTRATION);
    var name =
        Stream.of(Fact.SURNAME, Fact.GIVEN_NAMES)
            .map(fact -> facts.getOrDefault(fact, ""))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" "));
    var view =
        new ModelAndView(
            "lodging/presented",
            "page",
            new PresentedPage(
                "/desk/hotel/" + hotel.key() + "/presented/" + shown.id(),
                hotel.name(words.language()),
                name,
                facts.getOrDefault(Fact.DOCUMENT_NUMBER, ""),
                form,
                errors));
    if (!errors.isEmpty()) {
      view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return view;
  }

  /// What this hotel was shown, by somebody known here.
  private Presentation shown(Partner hotel, String id) {
    return PresentationId.parse(id)
        .flatMap(each -> presentations.find(RelyingParties.of(hotel), each, null))
        .filter(each -> each.purpose().id().equals(PURPOSE))
        .filter(each -> each.state() == Presentation.State.ACCEPTED)
        .filter(each -> each.result().holder().isPresent())
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
