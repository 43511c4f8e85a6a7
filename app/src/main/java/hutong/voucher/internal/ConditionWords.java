package hutong.voucher.internal;

import hutong.kernel.Money;
import hutong.language.Words;
import hutong.voucher.Campaign;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What a campaign asks, in sentences. Pure.
final class ConditionWords {

  /// Merchant category codes that have a word; the others are shown as their number.
  private static final Set<String> CATEGORIES = Set.of("5812", "5499", "5814", "5947", "7991");

  private static final Set<String> GOODS = Set.of("tobacco", "alcohol");

  static String name(Campaign campaign, Words words) {
    var names = campaign.names();
    var own = names.get(words.language().tag());
    return own == null ? names.getOrDefault("en", campaign.key()) : own;
  }

  static String chinese(Campaign campaign) {
    return campaign.names().getOrDefault("zh-Hans", campaign.key());
  }

  static String worth(Campaign campaign, Words words) {
    var face = words.money(yuan(campaign.face()));
    var percent = campaign.conditions().percent();
    return percent == null
        ? face
        : words.t("voucher.condition.percent", words.percent(percent * 100L), face);
  }

  static List<String> of(Campaign campaign, Words words) {
    var conditions = campaign.conditions();
    var all = new ArrayList<String>();
    if (conditions.minimum() > 0) {
      all.add(words.t("voucher.condition.minimum", words.money(yuan(conditions.minimum()))));
    }
    if (!conditions.categories().isEmpty()) {
      all.add(
          words.t(
              "voucher.condition.where", words.list(named(conditions.categories(), words, true))));
    }
    if (!conditions.merchants().isEmpty()) {
      all.add(
          words.t(
              "voucher.condition.shops",
              words.list(conditions.merchants().stream().sorted().toList())));
    }
    if (!conditions.area().isEmpty()) {
      all.add(words.t("voucher.condition.area"));
    }
    if (!conditions.excludedGoods().isEmpty()) {
      all.add(
          words.t(
              "voucher.condition.not",
              words.list(named(conditions.excludedGoods(), words, false))));
    }
    all.add(words.t(conditions.split() ? "voucher.condition.split" : "voucher.condition.once"));
    if (!conditions.stackable()) {
      all.add(words.t("voucher.condition.alone"));
    }
    if (conditions.verified()) {
      all.add(words.t("voucher.condition.verified"));
    }
    all.add(words.t("voucher.condition.days", campaign.days(), words.date(campaign.until())));
    return List.copyOf(all);
  }

  private static List<String> named(Set<String> codes, Words words, boolean categories) {
    Stream<String> sorted = codes.stream().sorted();
    return categories
        ? sorted
            .map(code -> CATEGORIES.contains(code) ? words.t("voucher.category." + code) : code)
            .toList()
        : sorted
            .map(code -> GOODS.contains(code) ? words.t("voucher.goods." + code) : code)
            .toList();
  }

  static Money yuan(long minor) {
    return Money.ofMinor(minor, "CNY");
  }

  private ConditionWords() {}
}
