package hutong.payment.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hutong.kernel.AccountId;
import hutong.partners.Membership;
import hutong.partners.Partner;
import hutong.partners.PartnerId;
import hutong.partners.PartnerKind;
import hutong.partners.Partners;
import hutong.payment.EmvQr;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The shops that can be paid, and the codes they hang up.
@Component
class Merchants {

  static final String GUID = "cn.hutong.pay";
  private static final int REMEMBERED = 10_000;

  private final Partners partners;
  private final Cache<Object, Optional<Partner>> known =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterWrite(Duration.ofSeconds(10))
          .build();

  Merchants(Partners partners) {
    this.partners = partners;
  }

  Optional<Partner> find(PartnerId id) {
    return known.get(id, key -> partners.find(id)).filter(Merchants::mayBePaid);
  }

  Optional<Partner> findByKey(String key) {
    return shop(known.get(key, name -> partners.findByKey(key)));
  }

  /// A shop is paid at its code, a museum for its tickets.
  private static boolean mayBePaid(Partner partner) {
    return partner.kind() == PartnerKind.SHOP || partner.kind() == PartnerKind.MUSEUM;
  }

  /// Its name as a card's statement shows it.
  static String printed(Partner merchant) {
    return merchant
        .details()
        .getOrDefault("merchantName", merchant.name(hutong.language.Language.ENGLISH));
  }

  private static Optional<Partner> shop(Optional<Partner> partner) {
    return partner.filter(each -> each.kind() == PartnerKind.SHOP);
  }

  List<Partner> list() {
    return partners.list(PartnerKind.SHOP);
  }

  /// The shops whose till this account keeps.
  List<Partner> tillsOf(AccountId account) {
    return partners.staffOf(account).stream()
        .map(Membership::partner)
        .filter(partner -> partner.kind() == PartnerKind.SHOP)
        .toList();
  }

  /// The merchant a code belongs to, when it is one of ours.
  Optional<Partner> of(EmvQr.Reading code) {
    return code.objects().stream()
        .filter(object -> object.child("00").filter(GUID::equals).isPresent())
        .findFirst()
        .flatMap(object -> object.child("01"))
        .flatMap(this::findByKey);
  }

  /// A code of this merchant: with an amount for one payment, without for the wall.
  static EmvQr.Making code(Partner shop, @Nullable String amount, @Nullable String bill) {
    var fields = new TreeMap<String, Object>();
    fields.put("initiation", amount == null ? "static" : "dynamic");
    fields.put("26", Map.of("00", GUID, "01", shop.key()));
    fields.put("merchantCategoryCode", shop.detail("merchantCategory"));
    fields.put("currency", "CNY");
    fields.put("countryCode", "CN");
    fields.put("merchantName", shop.detail("merchantName"));
    fields.put("merchantCity", shop.detail("merchantCity"));
    if (amount != null) {
      fields.put("amount", amount);
    }
    if (bill != null) {
      fields.put("additionalData", Map.of("billNumber", bill));
    }
    var chinese = shop.names().getOrDefault("zh-Hans", "");
    if (!chinese.isEmpty() && chinese.codePointCount(0, chinese.length()) <= 25) {
      fields.put("alternate", Map.of("language", "zh", "name", chinese));
    }
    return EmvQr.make(fields);
  }
}
