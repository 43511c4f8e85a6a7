/// A network of home wallets, spoken to as one speaks to Alipay+: signed JSON, agreements that the
/// payer gives on the wallet's own page, payments that are asked for once and notified until heard.
@NullMarked
package hutong.sandbox.wallet;

import org.jspecify.annotations.NullMarked;
