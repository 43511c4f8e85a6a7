package hutong.mrtd;

import java.time.LocalDate;
import java.util.List;

/// Zones of invented passports that are still valid.
final class Zones {

  static final List<String> GERMAN = passport("D");

  private Zones() {}

  static List<String> passport(String state) {
    var holder =
        new Mrz.Holder(
            "MUSTERMANN", "ERIKA", state, MrzDate.of(LocalDate.of(1964, 8, 12)), Sex.FEMALE);
    return Mrz.compose(
        new Mrz(
            MrzFormat.TD3,
            "P",
            state,
            "C01X00T47",
            holder,
            MrzDate.of(LocalDate.of(2034, 8, 12)),
            "",
            ""));
  }
}
