package hutong.journey.internal;

import hutong.culture.Museums;
import hutong.culture.Visit;
import hutong.entry.Permissions;
import hutong.entry.StayPermission;
import hutong.identity.Actor;
import hutong.identity.Document;
import hutong.identity.Documents;
import hutong.journey.internal.JourneyViews.Card;
import hutong.journey.internal.JourneyViews.Pass;
import hutong.journey.internal.JourneyViews.PassesPage;
import hutong.journey.internal.JourneyViews.Step;
import hutong.journey.internal.JourneyViews.TodayPage;
import hutong.kernel.Beijing;
import hutong.kernel.Purpose;
import hutong.language.Language;
import hutong.language.Words;
import hutong.lodging.Stay;
import hutong.lodging.StayStatus;
import hutong.lodging.Stays;
import hutong.payment.Payments;
import hutong.web.Icon;
import hutong.web.Tone;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/// Today, Passes and Services: what the other modules know of this person, in order of urgency.
@Controller
class TodayPages {

  private static final int FEW_DAYS = 7;

  private final Documents documents;
  private final Permissions permissions;
  private final Stays stays;
  private final Museums museums;
  private final Payments payments;
  private final InstantSource clock;

  TodayPages(
      Documents documents,
      Permissions permissions,
      Stays stays,
      Museums museums,
      Payments payments,
      InstantSource clock) {
    this.documents = documents;
    this.permissions = permissions;
    this.stays = stays;
    this.museums = museums;
    this.payments = payments;
    this.clock = clock;
  }

  /// What is known of the person right now.
  private record Known(
      Optional<Document> document,
      Optional<StayPermission> permission,
      List<Stay> stays,
      List<Visit> visits,
      boolean paid) {}

  private Known known(Actor actor) {
    return new Known(
        documents.current(actor.traveller(), Purpose.OWN_VIEW),
        permissions.of(actor.traveller()),
        stays.list(actor.account()),
        museums.visits(actor.account()).stream().filter(TodayPages::open).toList(),
        payments.list(actor.account()).stream()
            .anyMatch(payment -> payment.status().isPaid() && payment.merchant() != null));
  }

  private static boolean open(Visit visit) {
    return visit.reservation().stands();
  }

  @GetMapping("/today")
  ModelAndView today(Actor actor, Words words) {
    var now = clock.instant();
    var known = known(actor);
    var cards = new ArrayList<Card>();
    document(known, words).ifPresent(cards::add);
    known.stays().stream()
        .filter(stay -> stay.status().clockRuns())
        .map(stay -> due(stay, now, words))
        .forEach(cards::add);
    nextVisit(known, now, words).ifPresent(cards::add);
    permission(known, Beijing.day(now), words).ifPresent(cards::add);
    sleeping(known, words).ifPresent(cards::add);
    cards.add(money(actor, words));
    var greeting =
        known
            .document()
            .map(document -> document.givenNames().reveal(Purpose.OWN_VIEW))
            .filter(name -> !name.isEmpty())
            .map(name -> words.t("journey.today.hello", name))
            .orElse(words.t("journey.today.welcome"));
    return page("journey/today", new TodayPage(greeting, cards, steps(known, words)));
  }

  private static List<Step> steps(Known known, Words words) {
    boolean slept = known.stays().stream().anyMatch(stay -> stay.status() != StayStatus.WITHDRAWN);
    return List.of(
        new Step(words.t("journey.step.passport"), "/passport", known.document().isPresent()),
        new Step(words.t("journey.step.entry"), "/entry", known.permission().isPresent()),
        new Step(words.t("journey.step.pay"), "/pay", known.paid()),
        new Step(words.t("journey.step.museum"), "/museums", !known.visits().isEmpty()),
        new Step(words.t("journey.step.stay"), "/stays", slept));
  }

  private static Optional<Card> document(Known known, Words words) {
    if (known.document().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Card(
            Tone.INFO,
            Icon.PASSPORT,
            words.t("journey.card.passport"),
            words.t("journey.card.passportText"),
            null,
            null,
            "/passport",
            words.t("journey.card.passportDo")));
  }

  private static Card due(Stay stay, Instant now, Words words) {
    boolean late = stay.late(now);
    return new Card(
        late ? Tone.STOP : Tone.DUE,
        Icon.BED,
        words.t(late ? "journey.card.stayLate" : "journey.card.stayDue"),
        words.t("journey.card.stayBy", words.dateTime(stay.deadline())),
        null,
        stay.deadline(),
        "/stays/" + stay.id(),
        words.t("journey.card.open"));
  }

  private static Optional<Card> nextVisit(Known known, Instant now, Words words) {
    return known.visits().stream()
        .filter(visit -> visit.endsAt().isAfter(now))
        .min(Comparator.comparing(Visit::startsAt))
        .map(
            visit ->
                new Card(
                    Tone.PLAIN,
                    Icon.MUSEUM,
                    visit.museum().name().in(words.language()),
                    words.t("journey.card.visit", words.dateTime(visit.startsAt())),
                    visit.museum().name().in(Language.CHINESE),
                    visit.startsAt(),
                    "/tickets",
                    words.t("journey.card.showTicket")));
  }

  private static Optional<Card> permission(Known known, LocalDate today, Words words) {
    if (known.permission().isEmpty()) {
      return Optional.of(
          new Card(
              Tone.INFO,
              Icon.PLANE,
              words.t("journey.card.entry"),
              words.t("journey.card.entryText"),
              null,
              null,
              "/entry",
              words.t("journey.card.entryDo")));
    }
    var permission = known.permission().get();
    var last = permission.lastDay();
    if (last.isEmpty()) {
      return Optional.empty();
    }
    int left = permission.daysLeft(today).orElse(0);
    return Optional.of(
        new Card(
            left < 0 ? Tone.STOP : left < FEW_DAYS ? Tone.DUE : Tone.PLAIN,
            Icon.CLOCK,
            words.t("journey.card.until", words.date(last.get())),
            words.t("journey.card.daysLeft", Math.max(0, left)),
            null,
            null,
            "/stay",
            words.t("journey.card.why")));
  }

  private static Optional<Card> sleeping(Known known, Words words) {
    var here =
        known.stays().stream()
            .filter(
                stay ->
                    stay.status() == StayStatus.ACCEPTED || stay.status() == StayStatus.SUBMITTED)
            .findFirst();
    if (here.isPresent()) {
      var stay = here.get();
      boolean accepted = stay.status() == StayStatus.ACCEPTED;
      return Optional.of(
          new Card(
              accepted ? Tone.OK : Tone.WAITING,
              Icon.BED,
              words.t(accepted ? "journey.card.sleep" : "journey.card.sleepSent"),
              stay.address().reveal(Purpose.OWN_VIEW),
              stay.chineseAddress().reveal(Purpose.OWN_VIEW),
              null,
              "/stays/" + stay.id(),
              words.t("journey.card.showDriver")));
    }
    if (known.stays().stream().anyMatch(stay -> stay.status().clockRuns())) {
      return Optional.empty();
    }
    return Optional.of(
        new Card(
            Tone.DUE,
            Icon.BED,
            words.t("journey.card.noStay"),
            words.t("journey.card.noStayText"),
            null,
            null,
            "/stays",
            words.t("journey.card.noStayDo")));
  }

  private Card money(Actor actor, Words words) {
    var balance = payments.balance(actor.traveller());
    return new Card(
        Tone.PLAIN,
        Icon.PAY,
        words.t("journey.card.money"),
        words.t("journey.card.balance", words.money(balance)),
        null,
        null,
        "/pay",
        words.t("journey.card.scan"));
  }

  @GetMapping("/passes")
  ModelAndView passes(Actor actor, Words words) {
    var known = known(actor);
    var passes = new ArrayList<Pass>();
    known
        .document()
        .ifPresent(
            document ->
                passes.add(
                    new Pass(
                        Icon.PASSPORT,
                        words.t("journey.pass.identity"),
                        words.t("journey.pass.level." + document.level().name()),
                        null,
                        words.t("journey.pass.since", words.dateTime(document.verifiedAt())),
                        "/passport")));
    known.visits().stream()
        .sorted(Comparator.comparing(Visit::startsAt))
        .map(
            visit ->
                new Pass(
                    Icon.TICKET,
                    words.t("journey.pass.ticket"),
                    visit.museum().name().in(words.language()),
                    visit.museum().name().in(Language.CHINESE),
                    words.dateTime(visit.startsAt()),
                    "/tickets"))
        .forEach(passes::add);
    known.stays().stream()
        .filter(stay -> stay.status() == StayStatus.ACCEPTED)
        .map(
            stay ->
                new Pass(
                    Icon.BED,
                    words.t("journey.pass.lodging"),
                    stay.address().reveal(Purpose.OWN_VIEW),
                    stay.chineseAddress().reveal(Purpose.OWN_VIEW),
                    stay.number().orElse(""),
                    "/stays/" + stay.id()))
        .forEach(passes::add);
    return page("journey/passes", new PassesPage(passes, known.document().isPresent()));
  }

  @GetMapping("/services")
  ModelAndView services() {
    return new ModelAndView("journey/services");
  }

  private static ModelAndView page(String template, Object page) {
    return new ModelAndView(template, "page", page);
  }
}
