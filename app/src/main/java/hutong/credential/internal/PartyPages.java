package hutong.credential.internal;

import hutong.credential.ClaimWords;
import hutong.credential.ClaimWords.Said;
import hutong.credential.CredentialFormat;
import hutong.credential.CredentialTypes;
import hutong.credential.HeldCredential;
import hutong.credential.internal.CredentialViews.NewPartyPage;
import hutong.credential.internal.CredentialViews.PartiesPage;
import hutong.credential.internal.CredentialViews.PartyCheckPage;
import hutong.credential.internal.CredentialViews.PartyPage;
import hutong.credential.internal.CredentialViews.PartyRow;
import hutong.credential.internal.CredentialViews.Seen;
import hutong.credential.internal.PartyService.Member;
import hutong.identity.Actor;
import hutong.identity.Document;
import hutong.identity.Role;
import hutong.identity.Traveller;
import hutong.identity.Travellers;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.language.Words;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// Parties: made by who leads them, checked at a counter.
@Controller
class PartyPages {

  private static final String HOME = "/me/credentials/parties";
  private static final List<String> SHOWN =
      List.of("name", "nationality", "age_over_18", "document_kind");
  private static final int LONGEST_TITLE = 60;

  private final PartyService parties;
  private final OfferService offers;
  private final Travellers travellers;
  private final CredentialTypes types;
  private final Issuers issuers;

  PartyPages(
      PartyService parties,
      OfferService offers,
      Travellers travellers,
      CredentialTypes types,
      Issuers issuers) {
    this.parties = parties;
    this.offers = offers;
    this.travellers = travellers;
    this.types = types;
    this.issuers = issuers;
  }

  @GetMapping(HOME)
  ModelAndView list(Actor actor, Words words) {
    var rows =
        parties.list(actor.account()).stream()
            .map(
                party ->
                    new PartyRow(
                        HOME + "/" + party.id(),
                        title(party.title(), words),
                        words.t("credential.party.until", words.dateTime(party.expiresAt())),
                        party.open()))
            .toList();
    var page = new PartiesPage(rows, travellers.list(actor.account()).size() > 1);
    return new ModelAndView("credential/parties", "page", page);
  }

  private static String title(String title, Words words) {
    return title.isEmpty() ? words.t("credential.party.untitled") : title;
  }

  @GetMapping(HOME + "/new")
  ModelAndView ask(Actor actor, Words words) {
    return asked(actor, words, null);
  }

  private ModelAndView asked(Actor actor, Words words, @Nullable String fault) {
    var members =
        travellers.list(actor.account()).stream()
            .map(
                each ->
                    new CredentialViews.Member(
                        each.id().toString(),
                        name(each, words),
                        words.t(
                            chip(each) ? "credential.party.ready" : "credential.party.notReady"),
                        chip(each)))
            .toList();
    var page = new NewPartyPage(members, fault, CredentialLimits.PARTY);
    return new ModelAndView("credential/new-party", "page", page);
  }

  private static boolean chip(Traveller traveller) {
    return traveller
        .document()
        .filter(document -> document.level() == Document.Level.CHIP)
        .isPresent();
  }

  private static String name(Traveller traveller, Words words) {
    var name = traveller.callName().reveal(Purpose.OWN_VIEW);
    return name.isEmpty() ? words.t("credential.party.you") : name;
  }

  @PostMapping(HOME)
  Object make(
      @RequestParam(defaultValue = "") String title,
      @RequestParam(required = false) @Nullable List<String> member,
      Actor actor,
      Words words) {
    var wanted =
        Optional.ofNullable(member).orElse(List.of()).stream()
            .flatMap(text -> person(text).stream())
            .toList();
    var called = title.strip();
    var made =
        parties.make(
            actor.account(),
            called.length() > LONGEST_TITLE ? called.substring(0, LONGEST_TITLE) : called,
            wanted);
    if (made.isEmpty()) {
      var page = asked(actor, words, words.t("credential.party.nobody"));
      page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
      return page;
    }
    return CredentialPages.to(HOME + "/" + made.get());
  }

  private static Optional<PersonId> person(String text) {
    try {
      return Optional.of(PersonId.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @GetMapping(HOME + "/{id}")
  ModelAndView show(@PathVariable UUID id, Actor actor, Words words) {
    var party = find(actor, id);
    var page =
        new PartyPage(
            HOME + "/" + party.id(),
            title(party.title(), words),
            issuers.address("/parties/" + party.code()),
            words.dateTime(party.expiresAt()),
            party.open(),
            parties.members(actor.account(), id).stream().map(m -> seen(m, words, false)).toList());
    return new ModelAndView("credential/party", "page", page);
  }

  private PartyService.Party find(Actor actor, UUID id) {
    return parties
        .find(actor.account(), id)
        .orElseThrow(() -> CredentialProblems.partyGone().stop());
  }

  /// One offer for everybody of the party: a wallet fetches each one's own credential with it.
  @PostMapping(HOME + "/{id}/offer")
  RedirectView offer(@PathVariable UUID id, Actor actor) {
    find(actor, id);
    var items =
        parties.members(actor.account(), id).stream()
            .flatMap(
                member ->
                    member.proof().stream()
                        .map(
                            held ->
                                new OfferStore.Item(
                                    held.type().configuration(CredentialFormat.SD_JWT_VC),
                                    member.person(),
                                    held.grounds())))
            .toList();
    return CredentialPages.to(CredentialPages.offered(offers.offer(actor.account(), items)));
  }

  @PostMapping(HOME + "/{id}/close")
  RedirectView close(@PathVariable UUID id, Actor actor) {
    find(actor, id);
    boolean ignored = parties.close(actor.account(), id);
    return CredentialPages.to(HOME + "/" + id);
  }

  /// What the code leads to: a counter sees who belongs together; anybody else reads what it is.
  @GetMapping("/parties/{code}")
  ModelAndView check(@PathVariable String code, @Nullable Actor actor, Words words) {
    if (actor == null || !actor.is(Role.PARTNER_STAFF)) {
      return new ModelAndView("credential/party-closed", "page", "/desk/sign-in");
    }
    var check =
        parties
            .check(actor.account().toString(), code)
            .orElseThrow(() -> CredentialProblems.partyGone().stop());
    var members = check.members().stream().map(m -> seen(m, words, true)).toList();
    int holds = (int) members.stream().filter(Seen::holds).count();
    var page =
        new PartyCheckPage(words.dateTime(check.expiresAt()), holds, members.size(), members);
    return new ModelAndView("credential/party-check", "page", page);
  }

  private Seen seen(Member member, Words words, boolean counter) {
    var said = member.proof().map(held -> shown(held, words)).orElse(List.of());
    var name =
        member
            .proof()
            .map(held -> held.claims().reveal(Purpose.IDENTITY_PROOF).get("name"))
            .map(String::valueOf)
            .orElse(counter ? words.t("credential.party.unproven") : member.callName());
    return new Seen(
        name,
        words.t(
            member.proof().isPresent() ? "credential.party.ready" : "credential.party.notReady"),
        member.proof().isPresent(),
        counter || member.callName().isEmpty() ? null : member.callName(),
        said);
  }

  private List<Said> shown(HeldCredential held, Words words) {
    var type = types.find(held.type().key()).orElseThrow();
    var claims = new TreeMap<>(held.claims().reveal(Purpose.IDENTITY_PROOF));
    claims.keySet().retainAll(SHOWN);
    return ClaimWords.said(type, claims, words);
  }
}
