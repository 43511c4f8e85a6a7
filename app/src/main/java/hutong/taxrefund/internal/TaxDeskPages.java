package hutong.taxrefund.internal;

import hutong.identity.Actor;
import hutong.identity.Documents;
import hutong.kernel.Beijing;
import hutong.kernel.Money;
import hutong.kernel.Purpose;
import hutong.language.Words;
import hutong.partners.DeskEntry;
import hutong.partners.Membership;
import hutong.partners.Partner;
import hutong.partners.PartnerKind;
import hutong.partners.Partners;
import hutong.taxrefund.TaxForm;
import hutong.taxrefund.TaxRefusal;
import hutong.web.Icon;
import hutong.web.Problem;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/// The three desks of a tax refund: the shop fills a form in, customs sees the goods, the agency
/// pays. What a desk may do follows from what the partner is.
@Controller
class TaxDeskPages {

  private static final Set<PartnerKind> DESKS =
      Set.of(PartnerKind.SHOP, PartnerKind.PORT, PartnerKind.TAX_AGENCY);

  private final TaxFormService forms;
  private final Partners partners;
  private final Documents documents;
  private final TaxShown shown;
  private final InstantSource clock;

  TaxDeskPages(
      TaxFormService forms,
      Partners partners,
      Documents documents,
      TaxShown shown,
      InstantSource clock) {
    this.forms = forms;
    this.partners = partners;
    this.documents = documents;
    this.shown = shown;
    this.clock = clock;
  }

  @Configuration(proxyBeanMethods = false)
  static class Entrances {

    @Bean
    DeskEntry taxShopDesk() {
      return entry(PartnerKind.SHOP);
    }

    @Bean
    DeskEntry taxPortDesk() {
      return entry(PartnerKind.PORT);
    }

    @Bean
    DeskEntry taxAgencyDesk() {
      return entry(PartnerKind.TAX_AGENCY);
    }

    private static DeskEntry entry(PartnerKind kind) {
      return new DeskEntry(
          kind,
          "taxrefund.desk.title",
          "taxrefund.desk.text." + kind,
          "/desk/tax/{partner}",
          Icon.RECEIPT);
    }
  }

  @GetMapping("/desk/tax/{partner}")
  ModelAndView desk(
      Actor actor,
      Words words,
      @PathVariable String partner,
      @RequestParam(name = "number", required = false) @Nullable String number,
      @RequestParam(name = "done", defaultValue = "false") boolean done) {
    var desk = mine(actor, partner);
    var rows =
        switch (desk.kind()) {
          case SHOP -> forms.ofShop(desk.id());
          case TAX_AGENCY -> forms.toCharge();
          case PORT, HOTEL, MUSEUM, TELECOM, HOSPITAL, BANK -> List.<TaxForm>of();
        };
    var current = number == null || number.isBlank() ? null : form(desk, number);
    return new ModelAndView(
        "taxrefund/desk",
        "page",
        new TaxViews.DeskPage(
            desk.kind().name(),
            desk.key(),
            desk.name(words.language()),
            rows.stream().map(form -> shown.row(form, words, "")).toList(),
            current == null ? null : shown.row(current, words, holder(current)),
            Beijing.day(clock.instant()).toString(),
            done));
  }

  /// Her name, for the eyes that compare it with the passport on the counter.
  private String holder(TaxForm form) {
    return documents
        .current(form.holder().person(), Purpose.LEGAL_DUTY)
        .map(
            document ->
                document.surname().reveal(Purpose.LEGAL_DUTY)
                    + " "
                    + document.givenNames().reveal(Purpose.LEGAL_DUTY))
        .orElse("");
  }

  @PostMapping("/desk/tax/{partner}/{number}/issue")
  ModelAndView issue(
      Actor actor,
      @PathVariable String partner,
      @PathVariable String number,
      @RequestParam(name = "standard", defaultValue = "") String standard,
      @RequestParam(name = "reduced", defaultValue = "") String reduced,
      @RequestParam(name = "leaves", defaultValue = "") String leaves,
      @RequestParam(name = "excluded", defaultValue = "false") boolean excluded,
      @RequestParam(name = "now", defaultValue = "false") boolean now,
      @RequestParam(name = "held", defaultValue = "false") boolean held) {
    var desk = mine(actor, partner, PartnerKind.SHOP);
    var filling =
        new TaxFormService.Filling(
            fen(standard), fen(reduced), excluded, leaves(leaves), now, held);
    return after(desk, number, forms.issue(form(desk, number), filling));
  }

  @PostMapping("/desk/tax/{partner}/{number}/refuse")
  ModelAndView refuse(Actor actor, @PathVariable String partner, @PathVariable String number) {
    var desk = mine(actor, partner);
    if (desk.kind() == PartnerKind.TAX_AGENCY) {
      throw forbidden();
    }
    return after(desk, number, forms.refuse(form(desk, number), TaxRefusal.GOODS_NOT_COVERED));
  }

  @PostMapping("/desk/tax/{partner}/{number}/confirm")
  ModelAndView confirm(Actor actor, @PathVariable String partner, @PathVariable String number) {
    var desk = mine(actor, partner, PartnerKind.PORT);
    return after(desk, number, forms.confirm(form(desk, number), desk.id()));
  }

  @PostMapping("/desk/tax/{partner}/{number}/pay")
  ModelAndView pay(
      Actor actor,
      @PathVariable String partner,
      @PathVariable String number,
      @RequestParam(name = "as", defaultValue = "TRANSFER") String as) {
    var desk = mine(actor, partner, PartnerKind.TAX_AGENCY);
    return after(desk, number, forms.pay(form(desk, number), as.equals("CASH"), desk.id()));
  }

  @PostMapping("/desk/tax/{partner}/{number}/reverse")
  ModelAndView reverse(Actor actor, @PathVariable String partner, @PathVariable String number) {
    var desk = mine(actor, partner, PartnerKind.TAX_AGENCY);
    return after(desk, number, forms.reverse(form(desk, number), desk.id()));
  }

  private static ModelAndView after(Partner desk, String number, Optional<TaxRefusal> refused) {
    if (refused.isPresent()) {
      throw TaxPages.problem(refused.get()).stop();
    }
    return new ModelAndView("redirect:/desk/tax/" + desk.key() + "?done=true&number=" + number);
  }

  private Partner mine(Actor actor, String key) {
    return partners
        .findMembership(actor.account(), key)
        .map(Membership::partner)
        .filter(partner -> DESKS.contains(partner.kind()))
        .orElseThrow(TaxDeskPages::forbidden);
  }

  private Partner mine(Actor actor, String key, PartnerKind kind) {
    var desk = mine(actor, key);
    if (desk.kind() != kind) {
      throw forbidden();
    }
    return desk;
  }

  private static Problem.Stop forbidden() {
    return Problem.of("web", "FORBIDDEN", HttpStatus.FORBIDDEN).stop();
  }

  /// A shop finds its own forms only.
  private TaxForm form(Partner desk, String number) {
    return forms
        .find(number)
        .filter(form -> desk.kind() != PartnerKind.SHOP || form.shop().equals(desk.id()))
        .orElseThrow(() -> TaxPages.problem(TaxRefusal.FORM_UNKNOWN).stop());
  }

  private static long fen(String typed) {
    try {
      var amount = typed.isBlank() ? Money.ofMinor(0, "CNY") : Money.of(typed.strip(), "CNY");
      if (amount.minor() < 0) {
        throw TaxPages.problem(TaxRefusal.MORE_THAN_PAID).stop();
      }
      return amount.minor();
    } catch (ArithmeticException | NumberFormatException notAnAmount) {
      throw TaxPages.problem(TaxRefusal.MORE_THAN_PAID).stop();
    }
  }

  private static LocalDate leaves(String typed) {
    try {
      return LocalDate.parse(typed);
    } catch (DateTimeParseException notADay) {
      throw TaxPages.problem(TaxRefusal.FACTS_MISSING).stop();
    }
  }
}
