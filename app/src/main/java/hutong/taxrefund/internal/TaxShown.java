package hutong.taxrefund.internal;

import hutong.language.Words;
import hutong.partners.Partner;
import hutong.partners.Partners;
import hutong.taxrefund.TaxForm;
import hutong.taxrefund.TaxForm.Step;
import hutong.web.Tone;
import org.springframework.stereotype.Component;

/// A form in words.
@Component
class TaxShown {

  private final Partners partners;

  TaxShown(Partners partners) {
    this.partners = partners;
  }

  TaxViews.FormRow row(TaxForm form, Words words, String holder) {
    var shop = partners.find(form.shop());
    var sums = form.sums();
    var reason = form.reason();
    return new TaxViews.FormRow(
        form.number(),
        shop.map(each -> each.name(words.language())).orElse(""),
        shop.map(TaxShown::chinese).orElse(""),
        form.boughtOn(),
        form.paid(),
        sums == null ? null : sums.refund(),
        sums == null ? null : sums.leavesOn(),
        form.step().name(),
        words.t("taxrefund.step." + form.step()),
        tone(form.step()),
        reason != null
            ? words.t("taxrefund.problem." + reason + ".detail")
            : words.t("taxrefund.next." + form.step()),
        holder);
  }

  static String chinese(Partner partner) {
    return partner.names().getOrDefault("zh-Hans", partner.key());
  }

  private static Tone tone(Step step) {
    return switch (step) {
      case ASKED, ISSUED, PREPAID -> Tone.INFO;
      case CONFIRMED, CHARGE_DUE -> Tone.DUE;
      case PAID -> Tone.OK;
      case REFUSED, REVERSED -> Tone.STOP;
    };
  }
}
