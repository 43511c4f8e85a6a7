package hutong.settlement.internal;

import hutong.kernel.Money;
import hutong.payment.RailEntry.Kind;

/// One line of a rail's file.
///
/// @param reference what we called it; empty when the rail does not say
/// @param payment our reference of the payment it belongs to
/// @param id the rail's own number
/// @param amount in the payer's currency
/// @param settled what the rail owes us for it, or we owe the rail, in yuan before its fee
/// @param fee what the rail keeps, in yuan
record ReportLine(
    Kind kind,
    String reference,
    String payment,
    String id,
    Money amount,
    Money settled,
    Money fee,
    String state,
    boolean moved) {}
