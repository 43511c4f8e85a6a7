package hutong.insight.internal;

import hutong.identity.Actor;
import hutong.kernel.AccountId;
import hutong.language.Words;
import hutong.partners.PartnerId;
import hutong.partners.Partners;
import org.springframework.stereotype.Component;

/// Says who acted in words a person understands.
@Component
class Actors {

  private final Partners partners;

  Actors(Partners partners) {
    this.partners = partners;
  }

  String name(String id, Actor reader, Words words) {
    if (id.equals(reader.account().toString())) {
      return words.t("insight.who.you");
    }
    try {
      if (id.startsWith("partner_")) {
        return partners
            .find(PartnerId.parse(id))
            .map(partner -> partner.name(words.language()))
            .orElseGet(() -> words.t("insight.who.partner"));
      }
      if (id.startsWith("account_")) {
        return staff(AccountId.parse(id), words);
      }
    } catch (IllegalArgumentException notAnId) {
      return words.t("insight.who.other");
    }
    return switch (id) {
      case "platform" -> words.t("insight.who.platform");
      case "host" -> words.t("insight.who.host");
      default -> words.t("insight.who.other");
    };
  }

  private String staff(AccountId account, Words words) {
    return partners.staffOf(account).stream()
        .findFirst()
        .map(membership -> membership.partner().name(words.language()))
        .orElseGet(() -> words.t("insight.who.account"));
  }
}
