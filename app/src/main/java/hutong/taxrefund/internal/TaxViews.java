package hutong.taxrefund.internal;

import hutong.kernel.Money;
import hutong.web.Tone;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the pages of tax refunds show. Public because templates are compiled apart.
public final class TaxViews {

  /// A form as its holder and the desks read it.
  ///
  /// @param next what happens now, in words
  /// @param holder the name in her document, for the desks; empty on her own page
  public record FormRow(
      String number,
      String shop,
      String chinese,
      LocalDate boughtOn,
      Money paid,
      @Nullable Money refund,
      @Nullable LocalDate leavesOn,
      String step,
      String status,
      Tone tone,
      String next,
      String holder) {}

  /// What she may ask a shop a form for.
  public record Open(String shop, String name, String chinese, LocalDate day, Money amount) {}

  /// All that the template `taxrefund/list` may know.
  public record ListPage(List<FormRow> forms, List<Open> open) {}

  /// All that the template `taxrefund/desk` may know.
  ///
  /// @param kind whose desk: `SHOP`, `PORT`, `TAX_AGENCY`
  /// @param current the form that is worked on; absent when none is
  public record DeskPage(
      String kind,
      String key,
      String name,
      List<FormRow> rows,
      @Nullable FormRow current,
      String today,
      boolean done) {}

  private TaxViews() {}
}
