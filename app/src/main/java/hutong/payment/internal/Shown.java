package hutong.payment.internal;

import hutong.kernel.Money;
import hutong.kernel.Purpose;
import hutong.language.Language;
import hutong.language.Words;
import hutong.partners.Partner;
import hutong.partners.PartnerId;
import hutong.payment.Payment;
import hutong.payment.PaymentStatus;
import hutong.payment.Rail;
import hutong.payment.internal.Entry.Kind;
import hutong.payment.internal.PayViews.LinkRow;
import hutong.payment.internal.PayViews.PaymentRow;
import hutong.payment.internal.PayViews.RailRow;
import hutong.payment.internal.PayViews.Shop;
import hutong.web.Icon;
import hutong.web.Tone;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Puts payments, rails and shops into the reader's words.
@Component
class Shown {

  private final Merchants merchants;
  private final Linking linking;

  Shown(Merchants merchants, Linking linking) {
    this.merchants = merchants;
    this.linking = linking;
  }

  @Nullable Shop shop(@Nullable PartnerId id, Words words) {
    return id == null ? null : merchants.find(id).map(found -> shop(found, words)).orElse(null);
  }

  static Shop shop(Partner partner, Words words) {
    return new Shop(
        partner.key(),
        partner.name(words.language()),
        partner.name(Language.CHINESE),
        partner.address(words.language()));
  }

  PaymentRow row(Entry entry, Words words) {
    var payment = entry.payment();
    var shop = shop(payment.merchant(), words);
    var title =
        entry.kind() == Kind.TOP_UP || shop == null ? words.t("payment.kind.TOP_UP") : shop.name();
    return new PaymentRow(
        "/payments/" + payment.id(),
        title,
        payment.times().made(),
        entry.price().amount(),
        words.t("payment.status." + payment.status()),
        tone(payment.status()));
  }

  static Tone tone(PaymentStatus status) {
    return switch (status) {
      case POSTED -> Tone.OK;
      case PENDING, CREATED -> Tone.WAITING;
      case PARTLY_REFUNDED, REFUNDED -> Tone.INFO;
      case FAILED, VOIDED -> Tone.STOP;
    };
  }

  LinkRow link(Link link) {
    return new LinkRow(
        link.id().toString(),
        icon(link.rail()),
        provider(link.provider()),
        link.label().reveal(Purpose.OWN_VIEW),
        link.currency().getCurrencyCode(),
        CardHolder.of(link.token().reveal(Purpose.OWN_VIEW)).map(Shown::holder).orElse(null));
  }

  private static PayViews.Holder holder(CardHolder holder) {
    var tone =
        switch (holder.outcome()) {
          case SAME, SAME_BY_CONVENTION -> Tone.OK;
          case POSSIBLY, DIFFERENT -> Tone.DUE;
        };
    return new PayViews.Holder(tone, holder.outcome().name(), holder.reason());
  }

  static Icon icon(Rail rail) {
    return switch (rail) {
      case HOME_WALLET -> Icon.PHONE;
      case BALANCE -> Icon.WALLET;
      case CARD -> Icon.CARD;
    };
  }

  /// A wallet's own name; of a card, its brand with a capital.
  private String provider(String provider) {
    var name = linking.nameOf(provider);
    return name.isEmpty() || !name.equals(name.toLowerCase(Locale.ROOT))
        ? name
        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  String title(RailOption option, Words words) {
    return option.link() == null
        ? words.t("payment.rail.BALANCE")
        : (provider(option.provider()) + " " + option.label()).strip();
  }

  String title(Rail rail, Words words) {
    return words.t("payment.rail." + rail);
  }

  RailRow rail(RailOption option, Words words) {
    var cost = option.cost();
    var parts = new ArrayList<String>();
    parts.add(
        cost.fee().isPositive()
            ? words.t("payment.till.fee", words.money(cost.fee()))
            : words.t("payment.till.noFee"));
    var rate = rate(cost.charged().currency(), cost.rate(), words);
    if (!rate.isEmpty() && cost.rateDay() != null) {
      parts.add(words.t("payment.till.rate", rate, words.date(cost.rateDay())));
    }
    var left = option.limitLeft();
    if (left != null) {
      parts.add(words.t("payment.till.left", words.money(whole(left))));
    }
    var refusal = option.refusal();
    return new RailRow(
        option.key(),
        title(option, words),
        cost.charged(),
        String.join(" · ", parts),
        refusal == null ? null : words.t("payment.refusal." + refusal));
  }

  /// `1 EUR = 8.25 CNY`, or empty.
  static String rate(Currency own, @Nullable String rate, Words words) {
    if (rate == null) {
      return "";
    }
    int units = new BigDecimal(rate).compareTo(new BigDecimal("0.05")) < 0 ? 100 : 1;
    var yuan = new BigDecimal(rate).multiply(BigDecimal.valueOf(units));
    return words.t(
        "payment.till.rateOf",
        Integer.toString(units),
        own.getCurrencyCode(),
        yuan.stripTrailingZeros().toPlainString());
  }

  /// A limit without its cents: nobody plans by them.
  private static Money whole(Money money) {
    return new Money(money.minor() / 100 * 100, money.currency());
  }

  PayViews.Sums sums(Entry entry, @Nullable Link link, Words words) {
    var price = entry.price();
    var rail =
        link == null
            ? title(entry.rail(), words)
            : (provider(link.provider()) + " " + link.label().reveal(Purpose.OWN_VIEW)).strip();
    return new PayViews.Sums(
        price.amount(), price.fee(), price.charged(), rail, sentence(price, words));
  }

  private static String sentence(Payment.Price price, Words words) {
    var rate = rate(price.charged().currency(), price.rate(), words);
    var day = price.rateDay();
    return rate.isEmpty() || day == null ? "" : words.t("payment.till.rate", rate, words.date(day));
  }
}
