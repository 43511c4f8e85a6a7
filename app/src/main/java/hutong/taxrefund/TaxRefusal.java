package hutong.taxrefund;

/// Why there is no refund, or not now. The first seven are the words of the rule set. Texts:
/// `taxrefund.problem.<NAME>`.
public enum TaxRefusal {
  NOT_A_VISITOR,
  SHOP_NOT_REGISTERED,
  GOODS_NOT_COVERED,
  UNDER_THE_MINIMUM,
  HERE_TOO_LONG,
  TOO_LONG_AFTER_PURCHASE,
  FACTS_MISSING,
  NO_PURCHASE,
  MONEY_BACK_SINCE,
  MORE_THAN_PAID,
  CARD_HOLD_NEEDED,
  CASH_LIMIT,
  NOT_AT_THIS_STEP,
  FORM_UNKNOWN
}
