package hutong.payment.internal;

import hutong.kernel.Money;
import hutong.web.Choice;
import hutong.web.Icon;
import hutong.web.Problem;
import hutong.web.Tone;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the pages of payments show. Public because templates are compiled apart.
public final class PayViews {

  /// A payment as a row of a list.
  public record PaymentRow(
      String path, String title, Instant at, Money amount, String status, Tone tone) {}

  /// A wallet or card as a row.
  public record LinkRow(
      String id, Icon icon, String name, String label, String currency, @Nullable Holder holder) {}

  /// What the name on a card is to the traveller's, and why.
  ///
  /// @param reason the convention's name; empty when there is nothing to explain
  public record Holder(Tone tone, String outcome, String reason) {}

  /// All that the template `payment/pay` may know.
  public record PayPage(
      Money balance,
      List<PaymentRow> recent,
      List<LinkRow> links,
      String typed,
      @Nullable Problem problem) {}

  /// A rail at the till; all texts are in the reader's language already.
  public record RailRow(
      String key, String title, Money total, String detail, @Nullable String refused) {}

  /// The shop she pays, in both languages.
  public record Shop(String key, String name, String chinese, String address) {}

  /// All that the template `payment/till` may know.
  ///
  /// @param chosen the key of the rail that is preselected; empty when none can be used
  public record TillPage(
      String id,
      Shop shop,
      Money amount,
      @Nullable String bill,
      List<RailRow> rails,
      String chosen,
      boolean priceMoved) {}

  /// All that the template `payment/amount` may know.
  public record AmountPage(String id, Shop shop, String typed, @Nullable String error) {}

  /// The next best rail after a decline.
  public record NextRail(String key, String title, Money total) {}

  /// A refund on a receipt.
  public record RefundRow(Money amount, @Nullable Money charged, String state, Tone tone) {}

  /// The sums of a receipt.
  ///
  /// @param rate a sentence, or empty
  public record Sums(Money amount, Money fee, Money charged, String rail, String rate) {}

  /// All that the template `payment/receipt` may know.
  public record ReceiptPage(
      String id,
      String number,
      @Nullable Shop shop,
      Sums sums,
      Instant at,
      @Nullable String bill,
      List<RefundRow> refunds,
      @Nullable Money refundable,
      @Nullable String errand) {}

  /// All that the template `payment/waiting` may know.
  public record WaitingPage(
      String id, @Nullable Shop shop, Money amount, @Nullable String action) {}

  /// All that the template `payment/declined` may know.
  public record DeclinedPage(
      String id,
      @Nullable Shop shop,
      Money amount,
      String reason,
      @Nullable NextRail next,
      @Nullable String errand) {}

  /// A wallet that can be linked.
  public record OfferRow(String code, String name, String currency) {}

  /// All that the template `payment/rails` may know.
  public record RailsPage(
      Money balance, List<LinkRow> links, List<OfferRow> wallets, boolean cards) {}

  /// All that the template `payment/top-up` may know.
  public record TopUpPage(
      String once,
      Money balance,
      String typed,
      List<Choice> rails,
      @Nullable String error,
      @Nullable Problem problem) {}

  /// A payer's wish for money back, at the shop's desk.
  public record WishRow(String id, String number, Money amount, String reason, Instant at) {}

  /// The queue of a shop's desk.
  public record Desk(String key, String name, Money today, List<PaymentRow> payments) {}

  /// All that the template `payment/desk` may know.
  public record DeskPage(Desk desk, List<WishRow> wishes, String typed, @Nullable String error) {}

  /// All that the template `payment/desk-code` may know.
  ///
  /// @param paid the number of the payment that came in, when it did
  public record DeskCodePage(
      Desk desk, String payload, Money amount, String bill, @Nullable String paid) {}

  /// All that the template `payment/desk-payment` may know.
  public record DeskPaymentPage(
      Desk desk,
      String id,
      String number,
      Money amount,
      Money refunded,
      Money refundable,
      Instant at,
      String rail,
      String once,
      @Nullable Problem problem) {}

  /// All that the template `payment/poster` may know.
  public record PosterPage(String key, String name, String chinese, String payload) {}

  /// One currency of the books.
  public record BookRow(String currency, long accounts, long postings, Money sum, boolean holds) {}

  /// A payment nobody knows the end of yet.
  public record OpenRow(String number, String rail, Money amount, Instant since, String waitsFor) {}

  /// A payment that needed help, and which.
  public record HelpRow(String number, String what, boolean open, Instant at) {}

  /// A rule of fees or limits, with its source.
  public record RuleRow(String what, String source, String verified, boolean overdue) {}

  /// All that the template `payment/console` may know.
  public record ConsolePage(
      List<Choice> places,
      List<BookRow> books,
      List<OpenRow> open,
      List<HelpRow> helped,
      List<RuleRow> rules,
      @Nullable LocalDate ratesOf) {}

  private PayViews() {}
}
