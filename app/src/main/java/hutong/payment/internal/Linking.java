package hutong.payment.internal;

import hutong.identity.Actor;
import hutong.identity.Documents;
import hutong.identity.Farewell;
import hutong.kernel.AccountId;
import hutong.kernel.Ids;
import hutong.kernel.Purpose;
import hutong.payment.Rail;
import hutong.web.WebSettings;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Leads her to a provider and back.
@Component
class Linking implements Farewell {

  static final String BACK = "/pay/rails/back";

  private final WalletGateway wallets;
  private final CardGateway cards;
  private final LinkService links;
  private final Documents documents;
  private final WebSettings web;

  Linking(
      WalletGateway wallets,
      CardGateway cards,
      LinkService links,
      Documents documents,
      WebSettings web) {
    this.wallets = wallets;
    this.cards = cards;
    this.links = links;
    this.documents = documents;
    this.web = web;
  }

  List<WalletGateway.Offer> wallets() {
    return wallets.offers();
  }

  boolean cardsOffered() {
    return cards.isOffered();
  }

  String nameOf(String provider) {
    return wallets.offer(provider).map(WalletGateway.Offer::name).orElse(provider);
  }

  /// Where to send her; empty when the provider does not answer, is not offered, or she has as
  /// many links as one account may have.
  Optional<String> begin(Actor actor, Rail rail, String provider, @Nullable String returnUrl) {
    if (!offers(rail, provider) || links.list(actor.account()).size() >= PaymentLimits.LINKS) {
      return Optional.empty();
    }
    var id = Ids.next();
    var state = LinkService.freshState();
    var back = returnUrl == null ? web.publicUrl() + BACK : returnUrl;
    return gateway(rail)
        .startLink(id, provider, state, back)
        .map(
            start -> {
              links.begin(id, actor, rail, provider, state, start.remember());
              return start.url();
            });
  }

  /// Whether there is such a provider at all.
  boolean offers(Rail rail, String provider) {
    return rail == Rail.CARD ? cards.isOffered() : wallets.offer(provider).isPresent();
  }

  boolean finish(Actor actor, String state, String code) {
    var waiting = links.waiting(actor, state);
    return waiting
        .flatMap(link -> gateway(link.rail()).finishLink(link.provider(), link.remembered(), code))
        .map(linked -> links.finish(actor, waiting.orElseThrow(), judged(actor, linked)))
        .orElse(false);
  }

  /// Whose name is on the card is compared with her document, then forgotten.
  private RailGateway.Linked judged(Actor actor, RailGateway.Linked linked) {
    if (!linked.token().containsKey(CardHolder.NAME)) {
      return linked;
    }
    var document = documents.current(actor.traveller(), Purpose.PAYMENT);
    return new RailGateway.Linked(
        linked.provider(),
        linked.currency(),
        linked.label(),
        CardHolder.judged(linked.token(), document));
  }

  boolean remove(Actor actor, UUID id) {
    var removed = links.remove(actor, id);
    removed.ifPresent(link -> gateway(link.rail()).unlink(link.token().reveal(Purpose.PAYMENT)));
    return removed.isPresent();
  }

  /// Her providers forget what she linked; here it goes with her keys.
  @Override
  public void before(AccountId account) {
    links
        .list(account)
        .forEach(link -> gateway(link.rail()).unlink(link.token().reveal(Purpose.PAYMENT)));
  }

  private RailGateway gateway(Rail rail) {
    return rail == Rail.CARD ? cards : wallets;
  }
}
