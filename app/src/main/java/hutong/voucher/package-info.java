/// Public money as vouchers: campaigns as data, claimed under a flash sale, used in parts, returned
/// when they expire, taken back with a refund.
///
/// Front door: [Vouchers]. Data: `services/vouchers`, one file per campaign.
/// Promise, a constraint of the database: what a budget issued is redeemed, returned or
/// outstanding at every moment, and redeemed and outstanding never exceed it.
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "language",
      "web",
      "database",
      "command",
      "identity",
      "payment"
    })
@NullMarked
package hutong.voucher;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
