package hutong.payment.internal;

import hutong.payment.EmvQr;
import hutong.payment.Scheme;
import hutong.payment.internal.Aim.Nowhere;
import hutong.payment.internal.Aim.Shop;
import hutong.web.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Finds out whom a scanned code or a pay link means.
@Component
class AimRules {

  /// A pay link of ours, whatever the host: `…/pay/to/noodle-house?amount=12.50`.
  private static final Pattern LINK =
      Pattern.compile(
          "(?:https?://[^/\\s]+)?/pay/to/([a-z0-9][a-z0-9-]{1,59})(?:\\?amount=([0-9.]+))?");

  private final Merchants merchants;

  AimRules(Merchants merchants) {
    this.merchants = merchants;
  }

  Aim ofText(String text) {
    var plain = text.strip();
    if (plain.length() > PaymentLimits.PAYLOAD) {
      return nowhere("CODE_UNREADABLE");
    }
    var link = LINK.matcher(plain);
    return link.matches() ? ofMerchant(link.group(1), link.group(2)) : ofCode(plain);
  }

  Aim ofMerchant(String key, @Nullable String amount) {
    var shop = merchants.findByKey(key);
    if (shop.isEmpty()) {
      return nowhere("MERCHANT_UNKNOWN");
    }
    if (amount == null) {
      return new Shop(shop.get(), null, null);
    }
    var money = Amounts.yuan(amount);
    return money.isEmpty() ? nowhere("AMOUNT_UNUSABLE") : new Shop(shop.get(), money.get(), null);
  }

  /// A code or a merchant, with the amount it needs: nowhere, or a shop that has an amount.
  Aim priced(@Nullable String payload, @Nullable String merchant, @Nullable String amount) {
    var aim =
        payload == null ? ofMerchant(merchant == null ? "" : merchant, amount) : ofText(payload);
    return switch (aim) {
      case Nowhere nowhere -> nowhere;
      case Shop shop when shop.amount() != null -> shop;
      case Shop(var shop, _, var bill) ->
          Amounts.yuan(amount)
              .<Aim>map(money -> new Shop(shop, money, bill))
              .orElseGet(() -> nowhere("AMOUNT_UNUSABLE"));
    };
  }

  private Aim ofCode(String payload) {
    var other = Scheme.ofLink(payload);
    if (other.isPresent()) {
      return nowhere("CODE_OF_ANOTHER_SCHEME", other.get().shownName());
    }
    var code = EmvQr.read(payload);
    if (!code.valid()) {
      return nowhere("CODE_UNREADABLE");
    }
    var shop = merchants.of(code);
    if (shop.isEmpty()) {
      return code.scheme()
          .map(scheme -> nowhere("CODE_OF_ANOTHER_SCHEME", scheme.shownName()))
          .orElseGet(() -> nowhere("MERCHANT_UNKNOWN"));
    }
    if (code.currency().filter(Books.YUAN::equals).isEmpty()) {
      return nowhere("CODE_IN_ANOTHER_CURRENCY");
    }
    var bill = code.value("62.01").filter(text -> !text.equals("***")).orElse(null);
    var amount = code.value("54");
    if (amount.isEmpty()) {
      return new Shop(shop.get(), null, bill);
    }
    return amount
        .flatMap(Amounts::yuan)
        .<Aim>map(money -> new Shop(shop.get(), money, bill))
        .orElseGet(() -> nowhere("AMOUNT_UNUSABLE"));
  }

  private static Nowhere nowhere(String code, Object... arguments) {
    return new Nowhere(
        Problem.of(Answers.MODULE, code, HttpStatus.UNPROCESSABLE_CONTENT, arguments));
  }
}
