package hutong.settlement.internal;

import hutong.kernel.Money;
import hutong.web.Choice;
import hutong.web.Problem;
import hutong.web.Tone;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the pages of this module show; public, as the compiled templates are elsewhere.
public final class SettlementViews {

  /// @param state in words
  public record ReportRow(
      String source,
      LocalDate day,
      Tone tone,
      String state,
      String matched,
      @Nullable Money expected,
      @Nullable Money settled,
      @Nullable Money fees,
      Instant askedAt) {}

  public record FindingRow(
      String id,
      LocalDate day,
      String source,
      String fault,
      String number,
      Money more,
      Tone tone,
      String state) {}

  public record ReconciliationPage(
      List<Choice> places,
      boolean configured,
      LocalDate today,
      List<ReportRow> reports,
      List<FindingRow> open,
      List<FindingRow> closed,
      Progress progress) {}

  /// Findings that were found, and how many of them are still open.
  public record Progress(int all, int open) {}

  /// @param payments how many
  public record PayoutRow(
      LocalDate day,
      String shop,
      int payments,
      Money paid,
      Money refunded,
      Money fee,
      Money net,
      Tone tone,
      String state) {}

  public record PayoutsPage(List<Choice> places, List<PayoutRow> rows) {}

  /// @param account whether the shop named a bank account
  public record ShopDaysPage(String key, String name, boolean account, List<PayoutRow> rows) {}

  public record Sides(@Nullable String ours, @Nullable String theirs) {}

  /// @param todo what to do about it, a sentence
  /// @param act what may be done now
  public record FindingPage(
      List<Choice> places,
      FindingRow row,
      String kind,
      String theirId,
      Sides sides,
      String todo,
      @Nullable String reason,
      Act act,
      @Nullable Problem problem) {}

  /// What the one who looks may do.
  public enum Act {
    /// Explain it, or propose to correct the books.
    DECIDE,
    /// As before, and nothing can be corrected: no money differs.
    EXPLAIN,
    /// Agree to what another one proposed.
    APPROVE,
    /// It is her own proposal.
    WAIT,
    NOTHING
  }

  private SettlementViews() {}
}
