/// Paying at any merchant's code with the wallet or card a visitor already has.
///
/// Front doors: [Payments], [Refunds]. Events: [PaymentPosted], [PaymentRefunded], [BillPaid].
/// Also the codes themselves: [EmvQr] and [ConsumerQr] read and make them, without a database.
/// Promises: the total is known before; a payment is pending in the ledger before any rail is
/// asked; whatever happens, it ends in one state and nobody is charged twice.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "language",
      "web",
      "vault",
      "audit",
      "command",
      "database",
      "ledger",
      "identity",
      "partners"
    })
@NullMarked
package hutong.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
