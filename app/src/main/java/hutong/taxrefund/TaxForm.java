package hutong.taxrefund;

import hutong.kernel.AccountId;
import hutong.kernel.Money;
import hutong.kernel.PersonId;
import hutong.partners.PartnerId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The application of one person for what she bought in one shop on one day.
///
/// @param number what is printed and typed at each desk
/// @param paid what she paid for it, less what the shop gave back
/// @param sums absent until the shop has filled it in
/// @param reason why it was refused; absent unless it was
public record TaxForm(
    UUID id,
    String number,
    Holder holder,
    PartnerId shop,
    LocalDate boughtOn,
    Money paid,
    @Nullable Sums sums,
    Step step,
    @Nullable TaxRefusal reason,
    Instant askedAt) {

  public record Holder(AccountId account, PersonId person) {}

  /// What the shop wrote.
  ///
  /// @param standard goods taxed at the standard rate, tax included
  /// @param reduced goods taxed at the reduced rate, tax included
  /// @param leavesOn the day she means to leave
  /// @param guarantee what stands behind a refund given at the purchase; absent without one
  /// @param chargeBy until when the agency charges her if she did not leave in time
  public record Sums(
      Money standard,
      Money reduced,
      Money refund,
      LocalDate leavesOn,
      @Nullable Guarantee guarantee,
      @Nullable LocalDate chargeBy) {}

  /// What stands behind money given before she leaves.
  public enum Guarantee {
    /// A checked document and a recorded entry: nothing is held on a card.
    CREDENTIAL,
    /// A hold on her card, taken at the shop's terminal.
    CARD
  }

  /// Where a form stands.
  public enum Step {
    ASKED,
    ISSUED,
    /// The money was given at the purchase.
    PREPAID,
    /// Customs saw the goods.
    CONFIRMED,
    PAID,
    REFUSED,
    /// She did not leave in time with money already given.
    CHARGE_DUE,
    /// The money given came back.
    REVERSED
  }
}
