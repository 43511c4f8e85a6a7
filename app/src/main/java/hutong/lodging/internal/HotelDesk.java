package hutong.lodging.internal;

import hutong.identity.Actor;
import hutong.identity.Documents;
import hutong.kernel.Purpose;
import hutong.language.Words;
import hutong.lodging.Stay;
import hutong.lodging.internal.LodgingViews.CodePage;
import hutong.lodging.internal.LodgingViews.DeskForm;
import hutong.lodging.internal.LodgingViews.DeskPage;
import hutong.lodging.internal.LodgingViews.StayRow;
import hutong.partners.DeskEntry;
import hutong.partners.Partner;
import hutong.partners.PartnerKind;
import hutong.partners.Partners;
import hutong.web.FieldError;
import hutong.web.Icon;
import hutong.web.Place;
import hutong.web.QrCodes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// A hotel's front desk, and the code a guest shows there.
@Controller
class HotelDesk {

  private final CheckInService checkIns;
  private final Partners partners;
  private final Documents documents;
  private final InstantSource clock;

  HotelDesk(CheckInService checkIns, Partners partners, Documents documents, InstantSource clock) {
    this.checkIns = checkIns;
    this.partners = partners;
    this.documents = documents;
    this.clock = clock;
  }

  @Configuration(proxyBeanMethods = false)
  static class Places {

    @Bean
    DeskEntry hotelDeskEntry() {
      return new DeskEntry(
          PartnerKind.HOTEL,
          "lodging.desk.title",
          "lodging.desk.text",
          "/desk/hotel/{partner}",
          Icon.BED);
    }

    @Bean
    Place staysPlace() {
      return new Place(Place.Area.SERVICES, "lodging.stays.title", "/stays", Icon.BED, 40);
    }
  }

  @GetMapping("/stays/code")
  ModelAndView code(Actor actor) {
    if (documents.current(actor.traveller(), Purpose.OWN_VIEW).isEmpty()) {
      return new ModelAndView("redirect:/passport");
    }
    var code = checkIns.code(actor);
    return new ModelAndView(
        "lodging/code",
        "page",
        new CodePage(code.digits(), QrCodes.svg(code.digits()), code.until()));
  }

  @GetMapping("/desk/hotel/{partner}")
  ModelAndView desk(
      @PathVariable String partner,
      @RequestParam(required = false) @Nullable String done,
      Actor actor,
      Words words) {
    return show(hotel(actor, partner), new DeskForm(null, null, "1"), List.of(), done, words);
  }

  private ModelAndView show(
      Partner hotel, DeskForm form, List<FieldError> errors, @Nullable String done, Words words) {
    var rows = checkIns.guests(hotel).stream().map(this::row).toList();
    var view =
        new ModelAndView(
            "lodging/desk",
            "page",
            new DeskPage(hotel.key(), hotel.name(words.language()), rows, form, errors, done));
    if (!errors.isEmpty()) {
      view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return view;
  }

  private StayRow row(Stay stay) {
    var name =
        documents
            .current(stay.guest(), Purpose.LODGING_REGISTRATION)
            .map(StayService::name)
            .orElse("");
    return new StayRow(
        name,
        stay,
        stay.address().reveal(Purpose.LODGING_REGISTRATION),
        stay.chineseAddress().reveal(Purpose.LODGING_REGISTRATION),
        stay.deadline(),
        stay.late(clock.instant()));
  }

  @PostMapping("/desk/hotel/{partner}")
  ModelAndView checkIn(@PathVariable String partner, DeskForm form, Actor actor, Words words) {
    var hotel = hotel(actor, partner);
    var room = form.text(form.room());
    int nights = nights(form.text(form.nights()));
    var errors = new ArrayList<FieldError>();
    if (!form.text(form.guest()).replaceAll("[\\s-]", "").matches("\\d{8}")) {
      errors.add(new FieldError("guest", words.t("lodging.desk.codeWrong")));
    }
    if (room.isEmpty() || room.length() > LodgingLimits.ROOM) {
      errors.add(new FieldError("room", words.t("lodging.desk.roomMissing")));
    }
    if (nights < 1) {
      errors.add(new FieldError("nights", words.t("lodging.desk.nightsWrong")));
    }
    if (!errors.isEmpty()) {
      return show(hotel, form, errors, null, words);
    }
    var code = form.text(form.guest());
    return switch (checkIns.checkIn(hotel, actor.account(), code, room, nights)) {
      case CheckInService.CheckIn.CheckedIn(var stay, _) -> back(partner, stay.toString());
      case CheckInService.CheckIn.AlreadyIn(var stay) -> back(partner, stay.toString());
      case CheckInService.CheckIn.CodeWrong() ->
          show(hotel, form, guest(words, "lodging.desk.codeWrong"), null, words);
      case CheckInService.CheckIn.TooManyWrong() ->
          show(hotel, form, guest(words, "lodging.desk.tooMany"), null, words);
      case CheckInService.CheckIn.NoDocument() ->
          show(hotel, form, guest(words, "lodging.desk.noDocument"), null, words);
    };
  }

  @PostMapping("/desk/hotel/{partner}/{stay}/out")
  ModelAndView checkOut(@PathVariable String partner, @PathVariable String stay, Actor actor) {
    if (!checkIns.checkOut(hotel(actor, partner), StayPages.id(stay))) {
      throw StayPages.problem("STAY_MOVED_ON", HttpStatus.CONFLICT).stop();
    }
    return new ModelAndView("redirect:/desk/hotel/" + partner);
  }

  private Partner hotel(Actor actor, String key) {
    return partners
        .findMembership(actor.account(), key)
        .map(membership -> membership.partner())
        .filter(partner -> partner.kind() == PartnerKind.HOTEL)
        .orElseThrow(StayPages::notFound);
  }

  private static ModelAndView back(String partner, String stay) {
    return new ModelAndView("redirect:/desk/hotel/" + partner + "?done=" + stay);
  }

  private static List<FieldError> guest(Words words, String key) {
    return List.of(new FieldError("guest", words.t(key)));
  }

  private static int nights(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
  }
}
