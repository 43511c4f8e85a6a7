package hutong.voucher;

import hutong.kernel.Money;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody is about to pay for with a voucher's help.
///
/// @param id of the payment: a voucher helps it once
/// @param amount the whole of it
/// @param where the shop stands; absent: unknown
/// @param beside how many vouchers help it already
public record Purchase(
    UUID id,
    Money amount,
    String merchant,
    String category,
    Set<String> goods,
    Campaign.@Nullable Point where,
    int beside) {

  /// Written out: the compiler forgets on the short form that a place may be absent.
  public Purchase(
      UUID id,
      Money amount,
      String merchant,
      String category,
      Set<String> goods,
      Campaign.@Nullable Point where,
      int beside) {
    this.id = id;
    this.amount = amount;
    this.merchant = merchant;
    this.category = category;
    this.goods = Set.copyOf(goods);
    this.where = where;
    this.beside = beside;
  }
}
