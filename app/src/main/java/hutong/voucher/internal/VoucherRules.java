package hutong.voucher.internal;

import hutong.voucher.Campaign;
import hutong.voucher.Campaign.Point;
import hutong.voucher.Purchase;
import hutong.voucher.Redemption.Reason;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Whether a voucher may help, and with how much. Pure.
final class VoucherRules {

  static Optional<Reason> refusal(Campaign campaign, Purchase purchase) {
    var conditions = campaign.conditions();
    if (!purchase.amount().currency().getCurrencyCode().equals("CNY")) {
      return Optional.of(Reason.OTHER_CURRENCY);
    }
    if (purchase.amount().minor() < conditions.minimum()) {
      return Optional.of(Reason.BELOW_MINIMUM);
    }
    boolean shop =
        conditions.merchants().isEmpty() || conditions.merchants().contains(purchase.merchant());
    boolean category =
        conditions.categories().isEmpty() || conditions.categories().contains(purchase.category());
    if (!shop || !category) {
      return Optional.of(Reason.NOT_AT_THIS_SHOP);
    }
    if (!Collections.disjoint(conditions.excludedGoods(), purchase.goods())) {
      return Optional.of(Reason.NOT_FOR_THESE_GOODS);
    }
    var where = purchase.where();
    if (!conditions.area().isEmpty() && (where == null || !isInside(conditions.area(), where))) {
      return Optional.of(Reason.NOT_HERE);
    }
    return purchase.beside() > 0 && !conditions.stackable()
        ? Optional.of(Reason.NOT_BESIDE_ANOTHER)
        : Optional.empty();
  }

  /// What it pays: never more than what is left of it, nor than the purchase.
  static long amount(Campaign campaign, long left, long purchase) {
    var percent = campaign.conditions().percent();
    long share = percent == null ? purchase : Math.multiplyExact(purchase, percent) / 100;
    return Math.min(left, share);
  }

  /// A ray to the east crosses the border an odd number of times.
  static boolean isInside(List<Point> area, Point point) {
    boolean inside = false;
    for (int i = 0, j = area.size() - 1; i < area.size(); j = i++) {
      var a = area.get(i);
      var b = area.get(j);
      boolean between = (a.latitude() > point.latitude()) != (b.latitude() > point.latitude());
      if (between && point.longitude() < crossing(a, b, point.latitude())) {
        inside = !inside;
      }
    }
    return inside;
  }

  private static double crossing(Point a, Point b, double latitude) {
    return (b.longitude() - a.longitude())
            * (latitude - a.latitude())
            / (b.latitude() - a.latitude())
        + a.longitude();
  }

  private VoucherRules() {}
}
