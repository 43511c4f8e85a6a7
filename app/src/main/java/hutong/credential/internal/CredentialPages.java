package hutong.credential.internal;

import hutong.credential.ClaimWords;
import hutong.credential.CredentialFormat;
import hutong.credential.CredentialId;
import hutong.credential.CredentialTypes;
import hutong.credential.Credentials;
import hutong.credential.HeldCredential;
import hutong.credential.HeldCredential.State;
import hutong.credential.RevocationReason;
import hutong.credential.internal.CredentialViews.Card;
import hutong.credential.internal.CredentialViews.DetailPage;
import hutong.credential.internal.CredentialViews.Elsewhere;
import hutong.credential.internal.CredentialViews.GiveUpPage;
import hutong.credential.internal.CredentialViews.ListPage;
import hutong.credential.internal.CredentialViews.OfferPage;
import hutong.credential.internal.OfferService.Offering;
import hutong.identity.Actor;
import hutong.identity.Document;
import hutong.identity.Traveller;
import hutong.identity.Travellers;
import hutong.kernel.Beijing;
import hutong.kernel.Purpose;
import hutong.language.Words;
import hutong.web.Tone;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// The wallet in a traveller's own pages.
@Controller
class CredentialPages {

  private static final String HOME = "/me/credentials";

  private final Credentials credentials;
  private final HoldingService holdings;
  private final OfferService offers;
  private final IssuedStore issued;
  private final CredentialTypes types;
  private final Configurations configurations;
  private final Travellers travellers;
  private final InstantSource clock;

  CredentialPages(
      Credentials credentials,
      HoldingService holdings,
      OfferService offers,
      IssuedStore issued,
      CredentialTypes types,
      Configurations configurations,
      Travellers travellers,
      InstantSource clock) {
    this.credentials = credentials;
    this.holdings = holdings;
    this.offers = offers;
    this.issued = issued;
    this.types = types;
    this.configurations = configurations;
    this.travellers = travellers;
    this.clock = clock;
  }

  @GetMapping(HOME)
  ModelAndView list(Actor actor, Words words) {
    var people = travellers.list(actor.account());
    var now = people.stream().filter(each -> each.id().equals(actor.traveller())).findFirst();
    var cards =
        credentials.held(actor.traveller(), Purpose.OWN_VIEW).stream()
            .map(held -> card(held, words))
            .toList();
    var page =
        new ListPage(
            now.filter(each -> each.relation() != Traveller.Relation.SELF)
                .map(each -> each.callName().reveal(Purpose.OWN_VIEW))
                .orElse(null),
            cards.stream().filter(Card::valid).toList(),
            cards.stream().filter(card -> !card.valid()).toList(),
            people.size(),
            now.flatMap(Traveller::document)
                .filter(document -> document.level() == Document.Level.CHIP)
                .isPresent());
    return new ModelAndView("credential/list", "page", page);
  }

  static Card card(HeldCredential held, Words words) {
    var type = held.type();
    boolean valid = held.state() == State.VALID;
    return new Card(
        HOME + "/" + held.id(),
        type.icon(),
        type.name().in(words.language()),
        type.name().chinese(),
        held.title().reveal(Purpose.OWN_VIEW),
        type.purpose().in(words.language()),
        words.t("credential.state." + held.state()),
        valid ? Tone.OK : held.state() == State.EXPIRED ? Tone.PLAIN : Tone.STOP,
        words.date(Beijing.day(held.expiresAt().minusSeconds(1))),
        valid ? "ok" : "",
        valid);
  }

  @GetMapping(HOME + "/{id}")
  ModelAndView show(@PathVariable String id, Actor actor, Words words) {
    var held = find(id, actor);
    var page =
        new DetailPage(
            HOME + "/" + held.id(),
            card(held, words),
            ClaimWords.said(held.type(), held.claims().reveal(Purpose.OWN_VIEW), words),
            words.date(Beijing.day(held.issuedAt())),
            held.reason().map(reason -> words.t("credential.reason." + reason)).orElse(null),
            elsewhere(held, actor, words),
            held.reason().filter(RevocationReason.HOLDER_ASKED::equals).isPresent());
    return new ModelAndView("credential/detail", "page", page);
  }

  private List<Elsewhere> elsewhere(HeldCredential held, Actor actor, Words words) {
    return issued
        .inWallets(actor.traveller(), held.type().key(), held.grounds(), clock.instant())
        .stream()
        .map(
            row ->
                new Elsewhere(
                    words.t("credential.format." + row.format()), row.issuedAt(), row.revoked()))
        .toList();
  }

  private HeldCredential find(String id, Actor actor) {
    return parse(id)
        .flatMap(found -> credentials.find(actor.traveller(), found, Purpose.OWN_VIEW))
        .orElseThrow(() -> CredentialProblems.unknown().stop());
  }

  static Optional<CredentialId> parse(String id) {
    try {
      return Optional.of(CredentialId.parse(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @PostMapping(HOME + "/{id}/offer")
  RedirectView offer(@PathVariable String id, Actor actor) {
    var held = find(id, actor);
    if (held.state() != State.VALID) {
      throw CredentialProblems.of("NOT_VALID", HttpStatus.CONFLICT).stop();
    }
    var items =
        List.of(CredentialFormat.values()).stream()
            .map(
                format ->
                    new OfferStore.Item(
                        held.type().configuration(format), actor.traveller(), held.grounds()))
            .toList();
    return to(offered(offers.offer(actor.account(), items)));
  }

  static String offered(Offering offering) {
    return switch (offering) {
      case Offering.Offered(var offer) -> HOME + "/offers/" + offer;
      case Offering.TooMany() -> throw CredentialProblems.tooManyOffers().stop();
      case Offering.Nothing() -> throw CredentialProblems.unknown().stop();
    };
  }

  static RedirectView to(String path) {
    var view = new RedirectView(path);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    return view;
  }

  @GetMapping(HOME + "/offers/{id}")
  ModelAndView showOffer(@PathVariable UUID id, Actor actor, Words words) {
    var offer =
        offers.find(actor.account(), id).orElseThrow(() -> CredentialProblems.offerGone().stop());
    var what =
        offer.items().stream()
            .flatMap(item -> configurations.find(item.configuration()).stream())
            .map(each -> each.type().name().in(words.language()))
            .distinct()
            .toList();
    var digits = offer.digits();
    int half = digits.length() / 2;
    var page =
        new OfferPage(
            HOME,
            what,
            offer.link(),
            offer.direct(),
            digits.substring(0, half) + " " + digits.substring(half),
            words.time(offer.expiresAt()),
            offer.open(),
            offer.used());
    return new ModelAndView("credential/offer", "page", page);
  }

  @GetMapping(HOME + "/{id}/give-up")
  ModelAndView askGiveUp(@PathVariable String id, Actor actor, Words words) {
    var held = find(id, actor);
    int elsewhere =
        (int) elsewhere(held, actor, words).stream().filter(each -> !each.revoked()).count();
    return new ModelAndView(
        "credential/give-up",
        "page",
        new GiveUpPage(HOME + "/" + held.id(), card(held, words), elsewhere));
  }

  @PostMapping(HOME + "/{id}/give-up")
  RedirectView giveUp(@PathVariable String id, Actor actor) {
    var held = find(id, actor);
    boolean ignored = holdings.giveUp(actor.account().toString(), actor.traveller(), held.id());
    return to(HOME + "/" + held.id());
  }

  @PostMapping(HOME + "/{id}/take-back")
  RedirectView takeBack(@PathVariable String id, Actor actor) {
    var held = find(id, actor);
    if (!holdings.takeBack(actor.traveller(), held.id())) {
      throw CredentialProblems.of("NOTHING_TO_TAKE_BACK", HttpStatus.CONFLICT).stop();
    }
    return to(HOME + "/" + held.id());
  }

  /// What can be had, for those who hold nothing yet.
  @GetMapping(HOME + "/types")
  ModelAndView types(Words words) {
    var cards =
        types.list().stream()
            .map(
                type ->
                    new Card(
                        "",
                        type.icon(),
                        type.name().in(words.language()),
                        type.name().chinese(),
                        "",
                        type.purpose().in(words.language()),
                        words.t("credential.how." + type.key()),
                        Tone.PLAIN,
                        "",
                        "",
                        false))
            .toList();
    return new ModelAndView("credential/types", "page", new CredentialViews.TypesPage(cards));
  }
}
