package hutong.voucher;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a city gives, to whom, for what. Absent conditions are not asked.
///
/// @param face minor units: worth of one voucher, or the most it gives when a percentage is set
/// @param days how long a voucher lives
public record Campaign(
    String key,
    Map<String, String> names,
    LocalDate from,
    LocalDate until,
    long budget,
    long face,
    int days,
    Ceilings ceilings,
    Conditions conditions) {

  public Campaign {
    names = Map.copyOf(names);
  }

  /// How many vouchers.
  public record Ceilings(int perPerson, int perDay) {}

  /// When one may be used.
  ///
  /// @param percent of the purchase; absent: the face itself
  /// @param minimum smallest purchase, minor units
  /// @param area a polygon of longitude and latitude
  public record Conditions(
      @Nullable Integer percent,
      long minimum,
      boolean split,
      boolean stackable,
      boolean verified,
      Set<String> merchants,
      Set<String> categories,
      Set<String> excludedGoods,
      List<Point> area) {

    public Conditions {
      merchants = Set.copyOf(merchants);
      categories = Set.copyOf(categories);
      excludedGoods = Set.copyOf(excludedGoods);
      area = List.copyOf(area);
    }
  }

  /// Degrees.
  public record Point(double longitude, double latitude) {}
}
