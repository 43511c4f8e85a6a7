package hutong.taxrefund.internal;

import hutong.identity.Actor;
import hutong.partners.Partners;
import hutong.taxrefund.TaxForm;
import hutong.taxrefund.TaxForms.Asking;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Tax refunds, for an app that acts for a visitor.
@RestController
@RequestMapping("/api/v1/tax-refunds")
@Tag(name = "Tax refunds", description = "Ask a shop for a form, and see where it stands.")
class TaxApi {

  /// @param shop key of the shop
  /// @param day of the purchase in Beijing, `2026-11-22`
  record Wish(String shop, String day) {}

  private final TaxFormService forms;
  private final Partners partners;

  TaxApi(TaxFormService forms, Partners partners) {
    this.forms = forms;
    this.partners = partners;
  }

  @Operation(summary = "Her forms, the newest first")
  @GetMapping
  Map<String, Object> list(@Parameter(hidden = true) Actor actor) {
    return Map.of("forms", forms.list(actor.traveller()).stream().map(TaxApi::shown).toList());
  }

  @Operation(
      summary = "Ask a shop for a form on a day's purchases",
      description = "One form for a person, a shop and a day: asking again is answered with 409.")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> ask(@Parameter(hidden = true) Actor actor, @RequestBody Wish wish) {
    var shop = TaxPages.shop(partners, wish.shop());
    return switch (forms.ask(actor, shop, TaxPages.day(wish.day()))) {
      case Asking.Asked(var form) -> shown(form);
      case Asking.Refused(var reason) -> throw TaxPages.problem(reason).stop();
    };
  }

  private static Map<String, Object> shown(TaxForm form) {
    var body = new LinkedHashMap<String, Object>();
    body.put("number", form.number());
    body.put("step", form.step().name());
    body.put("boughtOn", form.boughtOn().toString());
    body.put("paid", form.paid().toString());
    var sums = form.sums();
    if (sums != null) {
      body.put("refund", sums.refund().toString());
      body.put("leavesOn", sums.leavesOn().toString());
    }
    var reason = form.reason();
    if (reason != null) {
      body.put("reason", reason.name());
    }
    return body;
  }
}
