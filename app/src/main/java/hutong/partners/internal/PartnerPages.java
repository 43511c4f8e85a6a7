package hutong.partners.internal;

import hutong.identity.Actor;
import hutong.kernel.Purpose;
import hutong.language.Words;
import hutong.partners.Membership.Rank;
import hutong.partners.Partner;
import hutong.partners.PartnerKind;
import hutong.web.ConsoleEntry;
import hutong.web.ConsolePlaces;
import hutong.web.FieldError;
import hutong.web.Icon;
import hutong.web.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// Partners in the operator's console: who they are, who works for them, what their systems show.
@Controller
@RequestMapping("/console/partners")
class PartnerPages implements ConsoleEntry {

  private final PartnerService partners;
  private final ConsolePlaces places;

  PartnerPages(PartnerService partners, ConsolePlaces places) {
    this.partners = partners;
    this.places = places;
  }

  @Override
  public String titleKey() {
    return "partners.console.title";
  }

  @Override
  public String textKey() {
    return "partners.console.lead";
  }

  @Override
  public String path() {
    return "/console/partners";
  }

  @Override
  public Icon icon() {
    return Icon.DESK;
  }

  @GetMapping
  ModelAndView list(@RequestParam(required = false) @Nullable String kind, Words words) {
    var wanted = Arrays.stream(PartnerKind.values()).filter(k -> k.name().equals(kind)).findFirst();
    var rows =
        wanted.map(partners::list).orElseGet(partners::list).stream()
            .map(partner -> row(partner, words))
            .toList();
    var page =
        new PartnerListPage(places.list(words), rows, wanted.map(PartnerKind::name).orElse(""));
    return new ModelAndView("partners/list", "page", page);
  }

  @GetMapping("/{key}")
  ModelAndView show(@PathVariable String key, Words words) {
    return page(partner(key), words, List.of(), null, HttpStatus.OK);
  }

  @PostMapping("/{key}/staff")
  Object addStaff(
      @PathVariable String key,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "CLERK") Rank role,
      Actor actor,
      Words words) {
    var partner = partner(key);
    var address = StaffEmail.parse(email);
    if (address.isEmpty()) {
      return refused(partner, words, "email", "partners.console.emailFault");
    }
    boolean added = partners.addStaff(partner, address.get(), role, actor.account());
    return added ? to(key) : refused(partner, words, "email", "partners.console.alreadyThere");
  }

  @PostMapping("/{key}/staff/{staff}/removal")
  View removeStaff(@PathVariable String key, @PathVariable UUID staff, Actor actor) {
    if (!partners.removeStaff(partner(key), staff, actor.account())) {
      throw notFound().stop();
    }
    return to(key);
  }

  /// The one answer that shows the token: it is not kept, so there is nothing to redirect to.
  @PostMapping("/{key}/tokens")
  ModelAndView issueToken(
      @PathVariable String key,
      @RequestParam(defaultValue = "") String label,
      Actor actor,
      Words words) {
    var partner = partner(key);
    var plain = label.strip().replaceAll("\\p{Cntrl}", "");
    if (plain.isEmpty() || plain.length() > PartnerLimits.LABEL) {
      return refused(partner, words, "label", "partners.console.labelFault");
    }
    var token = partners.issueToken(partner, plain, actor.account());
    return page(partner, words, List.of(), token, HttpStatus.CREATED);
  }

  @PostMapping("/{key}/tokens/{token}/end")
  View revokeToken(@PathVariable String key, @PathVariable UUID token, Actor actor) {
    if (!partners.revokeToken(partner(key), token, actor.account())) {
      throw notFound().stop();
    }
    return to(key);
  }

  private Partner partner(String key) {
    return partners.findByKey(key).orElseThrow(() -> notFound().stop());
  }

  private static Problem notFound() {
    return Problem.of("web", "NOT_FOUND", HttpStatus.NOT_FOUND);
  }

  private ModelAndView refused(Partner partner, Words words, String field, String key) {
    var faults = List.of(new FieldError(field, words.t(key)));
    return page(partner, words, faults, null, HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private ModelAndView page(
      Partner partner,
      Words words,
      List<FieldError> faults,
      @Nullable String token,
      HttpStatus status) {
    var staff =
        partners.staff(partner.id()).stream()
            .map(
                s ->
                    new PartnerPage.Person(
                        s.id(), s.email().reveal(Purpose.SECURITY), s.rank().name(), s.since()))
            .toList();
    var tokens =
        partners.tokens(partner.id()).stream()
            .map(t -> new PartnerPage.Token(t.id(), t.label(), t.issuedAt()))
            .toList();
    var page =
        new PartnerPage(places.list(words), row(partner, words), staff, tokens, faults, token);
    var view = new ModelAndView("partners/partner", "page", page);
    view.setStatus(status);
    return view;
  }

  private static PartnerListPage.Row row(Partner partner, Words words) {
    return new PartnerListPage.Row(
        partner.key(),
        partner.kind().name(),
        partner.name(words.language()),
        partner.names().getOrDefault("zh-Hans", ""),
        partner.address(words.language()),
        partner.phone());
  }

  private static View to(String key) {
    var view = new RedirectView("/console/partners/" + key);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    return view;
  }
}
