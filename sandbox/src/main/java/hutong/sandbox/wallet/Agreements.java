package hutong.sandbox.wallet;

import hutong.sandbox.wallet.WalletRecords.Account;
import hutong.sandbox.wallet.WalletRecords.Agreement;
import hutong.sandbox.wallet.WalletRecords.Wish;
import hutong.sandbox.web.Ids;
import hutong.sandbox.web.Journal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What payers agreed to: from a client's wish over the payer's yes to a token that charges her.
final class Agreements {

  private static final Duration WISH_LASTS = Duration.ofMinutes(15);
  private static final Duration AGREEMENT_LASTS = Duration.ofDays(365);

  private final Journal journal;
  private final Journal.Table<Wish> wishes;
  private final Journal.Table<Agreement> agreements;
  private final InstantSource clock;
  private final String publicUrl;

  /// Made before the journal is opened, so that its tables are filled.
  Agreements(Journal journal, InstantSource clock, String publicUrl) {
    this.journal = journal;
    this.wishes = journal.table("wish", Wish.class);
    this.agreements = journal.table("agreement", Agreement.class);
    this.clock = clock;
    this.publicUrl = publicUrl;
  }

  /// The agreement behind a token, as long as it can be charged.
  Optional<Agreement> findValid(String clientId, String token) {
    return agreements
        .find(token)
        .filter(each -> each.clientId().equals(clientId) && !each.revoked())
        .filter(each -> each.expiresAt().isAfter(clock.instant()));
  }

  /// Notes the wish; answers the address where the payer agrees to it.
  synchronized String wish(
      String clientId, Wallet wallet, String state, String redirectUrl, String merchant) {
    var id = Ids.random("");
    journal.save(
        wishes.put(
            id,
            new Wish(
                id,
                clientId,
                wallet,
                state,
                redirectUrl,
                merchant,
                clock.instant(),
                null,
                null,
                false)));
    return publicUrl + "/wallet/authorize/" + id;
  }

  /// The wish as long as it can still be answered.
  Optional<Wish> findOpenWish(String id) {
    return wishes
        .find(id)
        .filter(wish -> wish.createdAt().plus(WISH_LASTS).isAfter(clock.instant()))
        .filter(wish -> !wish.spent());
  }

  synchronized Wish agree(Wish wish, Account account) {
    var agreed = wish.agreed(account.id(), Ids.random("auth_"));
    journal.save(wishes.put(wish.id(), agreed));
    return agreed;
  }

  /// Turns the payer's code into a permission, once.
  synchronized Optional<Agreement> redeem(String clientId, String authCode) {
    var wish =
        wishes.listNewestFirst().stream()
            .filter(each -> authCode.equals(each.authCode()) && each.clientId().equals(clientId))
            .filter(each -> !each.spent() && each.account() != null)
            .filter(each -> each.createdAt().plus(WISH_LASTS).isAfter(clock.instant()))
            .findFirst();
    if (wish.isEmpty() || wish.get().account() == null) {
      return Optional.empty();
    }
    var made = agreement(clientId, wish.get().account(), wish.get().merchant());
    journal.save(
        wishes.put(wish.get().id(), wish.get().withSpentCode()),
        agreements.put(made.accessToken(), made));
    return Optional.of(made);
  }

  /// A new token for an old one.
  synchronized Optional<Agreement> renew(String clientId, String refreshToken) {
    var old =
        agreements.list().stream()
            .filter(each -> each.refreshToken().equals(refreshToken))
            .filter(each -> each.clientId().equals(clientId) && !each.revoked())
            .findFirst();
    return old.map(
        each -> {
          var made = agreement(clientId, each.account(), each.merchant());
          journal.save(
              agreements.put(each.accessToken(), each.withdrawn()),
              agreements.put(made.accessToken(), made));
          return made;
        });
  }

  synchronized boolean revoke(String clientId, String accessToken) {
    var agreement = agreements.find(accessToken).filter(each -> each.clientId().equals(clientId));
    agreement.ifPresent(each -> journal.save(agreements.put(accessToken, each.withdrawn())));
    return agreement.isPresent();
  }

  /// What this payer agreed to and has not withdrawn.
  List<Agreement> list(String account) {
    return agreements.listNewestFirst().stream()
        .filter(each -> each.account().equals(account) && !each.revoked())
        .toList();
  }

  private Agreement agreement(String clientId, String account, String merchant) {
    var now = clock.instant();
    return new Agreement(
        Ids.random("tok_"),
        Ids.random("ref_"),
        clientId,
        account,
        merchant,
        now,
        now.plus(AGREEMENT_LASTS),
        false);
  }
}
