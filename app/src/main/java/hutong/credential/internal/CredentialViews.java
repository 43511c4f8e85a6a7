package hutong.credential.internal;

import hutong.credential.ClaimWords.Said;
import hutong.web.Choice;
import hutong.web.Icon;
import hutong.web.Tone;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the pages of credentials show. Public because templates are compiled apart.
public final class CredentialViews {

  /// A credential as a card.
  ///
  /// @param chinese the type's Chinese name
  /// @param title what tells two of one type apart; may be empty
  /// @param until the last day it holds
  /// @param style of its head: `ok` while it holds
  public record Card(
      String path,
      Icon icon,
      String kind,
      String chinese,
      String title,
      String purpose,
      String state,
      Tone tone,
      String until,
      String style,
      boolean valid) {}

  /// All that the template `credential/list` may know.
  ///
  /// @param who whose credentials, when the reader acts for somebody else; may be absent
  /// @param people how many she acts for
  public record ListPage(
      @Nullable String who, List<Card> valid, List<Card> ended, int people, boolean document) {}

  /// All that the template `credential/types` may know.
  public record TypesPage(List<Card> cards) {}

  /// One format of a credential in a wallet elsewhere.
  public record Elsewhere(String format, Instant since, boolean revoked) {}

  /// All that the template `credential/detail` may know.
  public record DetailPage(
      String path,
      Card card,
      List<Said> said,
      String issued,
      @Nullable String reason,
      List<Elsewhere> elsewhere,
      boolean canTakeBack) {}

  /// All that the template `credential/offer` may know.
  ///
  /// @param digits in two groups
  public record OfferPage(
      String back,
      List<String> what,
      String link,
      String direct,
      String digits,
      String until,
      boolean open,
      boolean used) {}

  /// All that the template `credential/give-up` may know.
  public record GiveUpPage(String path, Card card, int elsewhere) {}

  /// Whom a party can hold, and what each has.
  public record Member(String value, String name, String detail, boolean ready) {}

  /// All that the template `credential/new-party` may know.
  public record NewPartyPage(List<Member> members, @Nullable String fault, int most) {}

  /// One person of a party, as its leader or a counter sees her.
  public record Seen(
      String name, String detail, boolean holds, @Nullable String call, List<Said> said) {}

  /// A party that its leader made.
  public record PartyRow(String path, String title, String detail, boolean open) {}

  /// All that the template `credential/party` may know.
  public record PartyPage(
      String path, String title, String code, String until, boolean open, List<Seen> members) {}

  /// All that the template `credential/party-check` may know: what a counter sees.
  public record PartyCheckPage(String until, int holds, int all, List<Seen> members) {}

  /// All that the template `credential/parties` may know.
  public record PartiesPage(List<PartyRow> parties, boolean more) {}

  /// What a wallet asks for, and what can be given.
  public record Asked(String kind, Icon icon, List<String> says) {}

  /// All that the template `credential/authorize` may know.
  ///
  /// @param where the host or scheme that the answer goes to
  public record AuthorizePage(
      String action,
      String wallet,
      String where,
      List<Asked> asked,
      List<Choice> choices,
      String chosen,
      @Nullable String fault) {}

  /// How many were issued of a type.
  public record Count(String type, String issued, String wallets, String revoked) {}

  /// A signing key in the console.
  public record Key(String id, String state, Tone tone, String from, String until) {}

  /// A wallet known by name.
  public record Wallet(String id, String name, String how) {}

  /// All that the template `credential/console` may know.
  public record ConsolePage(
      List<Count> counts,
      List<Key> keys,
      List<Wallet> wallets,
      List<String> providers,
      List<Choice> reasons,
      List<String> addresses,
      long trustVersion,
      boolean canRotate,
      @Nullable String done,
      @Nullable String fault) {}

  private CredentialViews() {}
}
