/// Paying at any merchant's code with the wallet or card a visitor already has.
///
/// Also the codes themselves: [EmvQr] and [ConsumerQr] read and make them, without a database.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
    })
@NullMarked
package hutong.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
