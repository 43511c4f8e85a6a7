package hutong.sandbox.authority;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The states whose passports are practised with: the members of the United Nations, the Holy See,
/// and ICAO's Utopia.
final class States {

  private static final String ALPHA_2 =
      """
      AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH \
      CM CA CF TD CL CO KM CG CD CR CI HR CU CY CZ DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI FR \
      GA GM GE DE GH GR GD GT GN GW GY HT HN HU IS IN ID IR IQ IE IL IT JM JP JO KZ KE KI KP KR \
      KW KG LA LV LB LS LR LY LI LT LU MG MW MY MV ML MT MH MR MU MX FM MD MC MN ME MA MZ MM NA \
      NR NP NL NZ NI NE NG MK NO OM PK PW PA PG PY PE PH PL PT QA RO RU RW KN LC VC WS SM ST SA \
      SN RS SC SL SG SK SI SB SO ZA SS ES LK SD SR SE CH SY TJ TZ TH TL TG TO TT TN TR TM TV UG \
      UA AE GB US UY UZ VU VE VN YE ZM ZW VA CN
      """;

  /// Utopia stands for no state; ISO keeps ZZ free for private use.
  private static final String UTOPIA = "UTO";

  private static final Map<String, String> ALPHA_2_BY_ALPHA_3 = table();

  private States() {}

  static Set<String> all() {
    return ALPHA_2_BY_ALPHA_3.keySet();
  }

  /// The three letters of a state, given as ISO or as the machine-readable zone writes it ("D").
  static Optional<String> find(String code) {
    var upper = code.strip().toUpperCase(Locale.ROOT);
    var iso = upper.equals("D") ? "DEU" : upper;
    return ALPHA_2_BY_ALPHA_3.containsKey(iso) ? Optional.of(iso) : Optional.empty();
  }

  static String alpha2(String alpha3) {
    return ALPHA_2_BY_ALPHA_3.getOrDefault(alpha3, "ZZ");
  }

  /// Germany alone has one letter in the machine-readable zone.
  static String inZone(String alpha3) {
    return alpha3.equals("DEU") ? "D" : alpha3;
  }

  static String name(String alpha3, Locale language) {
    return alpha3.equals(UTOPIA)
        ? "Utopia"
        : Locale.of("", alpha2(alpha3)).getDisplayCountry(language);
  }

  private static Map<String, String> table() {
    var table = new LinkedHashMap<String, String>();
    for (var code : ALPHA_2.strip().split("\\s+")) {
      table.put(Locale.of("", code).getISO3Country(), code);
    }
    table.put(UTOPIA, "ZZ");
    return table;
  }
}
