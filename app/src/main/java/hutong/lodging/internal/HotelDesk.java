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
    var errors = errors(form, words);
    if (!form.text(form.guest()).replaceAll("[\\s-]", "").matches("\\d{8}")) {
      errors.addFirst(new FieldError("guest", words.t("lodging.desk.codeWrong")));
    }
    if (!errors.isEmpty()) {
      return show(hotel, form, errors, null, words);
    }
    var room = form.text(form.room());
    int nights = nights(form.text(form.nights()));
    var outcome = checkIns.checkIn(hotel, actor.account(), form.text(form.guest()), room, nights);
    var refused = refused(outcome, words);
    return refused.isEmpty() ? back(partner, outcome) : show(hotel, form, refused, null, words);
  }

  /// Where the lines of a passport are typed: its guest has no account.
  @GetMapping("/desk/hotel/{partner}/walk-in")
  ModelAndView askLines(@PathVariable String partner, Actor actor, Words words) {
    return walkIn(hotel(actor, partner), new DeskForm(null, null, "1"), List.of(), words);
  }

  @PostMapping("/desk/hotel/{partner}/walk-in")
  ModelAndView walkIn(@PathVariable String partner, DeskForm form, Actor actor, Words words) {
    var hotel = hotel(actor, partner);
    var lines = form.text(form.guest());
    var errors = errors(form, words);
    if (lines.isEmpty()) {
      errors.addFirst(new FieldError("guest", words.t("lodging.walkIn.linesMissing")));
    }
    if (!errors.isEmpty()) {
      return walkIn(hotel, form, errors, words);
    }
    var room = form.text(form.room());
    int nights = nights(form.text(form.nights()));
    var outcome = checkIns.walkIn(hotel, actor.account(), lines, room, nights, words);
    var refused = refused(outcome, words);
    return refused.isEmpty() ? back(partner, outcome) : walkIn(hotel, form, refused, words);
  }

  private static ModelAndView walkIn(
      Partner hotel, DeskForm form, List<FieldError> errors, Words words) {
    var view =
        new ModelAndView(
            "lodging/walk-in",
            "page",
            new DeskPage(hotel.key(), hotel.name(words.language()), List.of(), form, errors, null));
    if (!errors.isEmpty()) {
      view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return view;
  }

  static List<FieldError> errors(DeskForm form, Words words) {
    var errors = new ArrayList<FieldError>();
    var room = form.text(form.room());
    if (room.isEmpty() || room.length() > LodgingLimits.ROOM) {
      errors.add(new FieldError("room", words.t("lodging.desk.roomMissing")));
    }
    int nights = nights(form.text(form.nights()));
    if (nights < 1 || nights > LodgingLimits.NIGHTS) {
      errors.add(new FieldError("nights", words.t("lodging.desk.nightsWrong")));
    }
    return errors;
  }

  /// Empty when the guest is in.
  static List<FieldError> refused(CheckInService.CheckIn outcome, Words words) {
    return switch (outcome) {
      case CheckInService.CheckIn.CheckedIn _, CheckInService.CheckIn.AlreadyIn _ -> List.of();
      case CheckInService.CheckIn.CodeWrong() -> guest(words, "lodging.desk.codeWrong");
      case CheckInService.CheckIn.TooManyWrong() -> guest(words, "lodging.desk.tooMany");
      case CheckInService.CheckIn.NoDocument() -> guest(words, "lodging.desk.noDocument");
      case CheckInService.CheckIn.LinesRefused(var faults) ->
          faults.stream().map(fault -> new FieldError("guest", fault)).toList();
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

  static ModelAndView back(String partner, CheckInService.CheckIn outcome) {
    var done = outcome instanceof CheckInService.CheckIn.AlreadyIn ? "again" : "1";
    return new ModelAndView("redirect:/desk/hotel/" + partner + "?done=" + done);
  }

  private static List<FieldError> guest(Words words, String key) {
    return List.of(new FieldError("guest", words.t(key)));
  }

  static int nights(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
  }
}
