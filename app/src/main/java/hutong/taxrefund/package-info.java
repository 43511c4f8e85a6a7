/// Departure tax refund (离境退税): from the shop's form to the money, past the customs desk.
///
/// Front door: [TaxForms]. Event: [GoodsConfirmed]. Rules: the set `tax-refund`.
/// Promises: a purchase stands on one form, a form is paid once, whoever pays; a refund given at
/// the purchase needs no card where a checked document and an entry are known.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "language",
      "web",
      "rules",
      "identity",
      "partners",
      "payment",
      "entry"
    })
@NullMarked
package hutong.taxrefund;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
