package hutong.voucher.internal;

import hutong.kernel.Money;
import hutong.web.Choice;
import hutong.web.Problem;
import hutong.web.Tone;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that the template `voucher/vouchers` may know. Public because templates are compiled apart.
///
/// @param claimed the name of the one she just claimed; absent when she claimed none
/// @param total what is left on all of hers
public record VouchersPage(
    List<Mine> mine,
    List<Offer> offers,
    Money total,
    @Nullable String claimed,
    @Nullable Problem problem) {

  /// One of hers.
  ///
  /// @param until the last moment it may be used
  /// @param soon true when that is near
  public record Mine(
      String name,
      String chinese,
      Money left,
      Money face,
      Instant until,
      String due,
      boolean soon,
      List<String> conditions) {}

  /// What a city offers now.
  ///
  /// @param full true when she has her share
  public record Offer(
      String key,
      String name,
      String chinese,
      String worth,
      boolean full,
      List<String> conditions) {}

  /// All that the template `voucher/console` may know.
  public record Console(List<Choice> places, List<Row> rows) {}

  /// One budget as the operator reads it.
  ///
  /// @param free what may still be given out
  /// @param holds true when the vouchers add up to it
  public record Row(
      String name,
      String key,
      Money budget,
      Money issued,
      Money redeemed,
      Money returned,
      Money outstanding,
      Money free,
      Tone tone,
      boolean holds) {}
}
