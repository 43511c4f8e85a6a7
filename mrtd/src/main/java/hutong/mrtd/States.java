package hutong.mrtd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The codes of issuing states, organisations and nationalities of Doc 9303 part 3, section 5.
public final class States {

  /// Where a code comes from.
  public enum Kind {
    /// ISO 3166-1.
    ISO,
    /// Added by Doc 9303 (D, GBO, UNO, EUE, XXA ...).
    ICAO,
    /// A former code that old documents still carry.
    FORMER,
    /// Utopia, the state of all specimens.
    PRACTICE
  }

  /// One code: three letters, two letters (may be empty), ISO number (may be empty), its kind.
  public record State(String alpha3, String alpha2, String numeric, Kind kind) {}

  // States that issue documents for a territory with a code of its own, or under another two-letter
  // code than ISO's. Key: three letters of the zone; value: two letters a certificate may carry.
  private static final Map<String, Set<String>> ALSO_ISSUED_BY =
      Map.ofEntries(
          Map.entry("HKG", Set.of("CN", "HK")),
          Map.entry("MAC", Set.of("CN", "MO")),
          Map.entry("CHN", Set.of("CN", "HK", "MO")),
          Map.entry("ABW", Set.of("AW", "NL")),
          Map.entry("CUW", Set.of("CW", "NL")),
          Map.entry("SXM", Set.of("SX", "NL")),
          Map.entry("BES", Set.of("BQ", "NL")),
          Map.entry("GRL", Set.of("GL", "DK")),
          Map.entry("FRO", Set.of("FO", "DK")),
          Map.entry("ALA", Set.of("AX", "FI")),
          Map.entry("COK", Set.of("CK", "NZ")),
          Map.entry("NIU", Set.of("NU", "NZ")),
          Map.entry("TKL", Set.of("TK", "NZ")),
          Map.entry("PRI", Set.of("PR", "US")),
          Map.entry("GUM", Set.of("GU", "US")),
          Map.entry("ASM", Set.of("AS", "US")),
          Map.entry("RKS", Set.of("KS", "XK", "RK")),
          Map.entry("XKX", Set.of("KS", "XK", "RK")),
          Map.entry("XOM", Set.of("XO", "XM", "OM", "VA", "IT")),
          Map.entry("XPO", Set.of("XP", "XI", "FR")),
          Map.entry("EUE", Set.of("EU")),
          Map.entry("UNO", Set.of("UN")),
          Map.entry("UNA", Set.of("UN")),
          Map.entry("UNK", Set.of("UN")),
          Map.entry("ROM", Set.of("RO")),
          Map.entry("ZAR", Set.of("CD", "ZR")),
          Map.entry("TMP", Set.of("TL", "TP")));

  private static final Set<String> BRITISH_TERRITORIES =
      Set.of(
          "AIA", "BMU", "VGB", "CYM", "FLK", "GIB", "GGY", "IMN", "JEY", "MSR", "PCN", "SHN",
          "TCA");

  private static final Map<String, State> BY_ALPHA3 = new HashMap<>();
  private static final Map<String, State> BY_NUMERIC = new HashMap<>();
  private static final Set<String> ALPHA2 = new HashSet<>();

  static {
    for (String line : read().split("\n")) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] part = line.trim().split(" +");
      var state =
          new State(
              part[0],
              part[1].equals("-") ? "" : part[1],
              part[2].equals("-") ? "" : part[2],
              Kind.valueOf(part[3].toUpperCase(Locale.ROOT)));
      BY_ALPHA3.put(state.alpha3(), state);
      if (!state.numeric().isEmpty() && state.kind() == Kind.ISO) {
        BY_NUMERIC.put(state.numeric(), state);
      }
      if (!state.alpha2().isEmpty()) {
        ALPHA2.add(state.alpha2());
      }
    }
  }

  private States() {}

  /// The state with this code as a machine-readable zone writes it, fillers removed.
  public static Optional<State> find(String alpha3) {
    return Optional.ofNullable(BY_ALPHA3.get(alpha3));
  }

  /// The state with this three-digit number of ISO 3166-1.
  public static Optional<State> findByNumber(String numeric) {
    return Optional.ofNullable(BY_NUMERIC.get(numeric));
  }

  /// True when a certificate of this two-letter country may sign documents of this issuing state.
  /// A code that no state has (test and user-assigned codes) or a specimen state answers empty:
  /// nothing can be said.
  static Optional<Boolean> mayIssue(String alpha2, String issuer) {
    String country = alpha2.toUpperCase(Locale.ROOT);
    State state = BY_ALPHA3.get(issuer);
    if (state == null || state.kind() == Kind.PRACTICE || !isAssigned(country)) {
      return Optional.empty();
    }
    if (country.length() == 3) {
      return Optional.of(country.equals(issuer));
    }
    if (country.equals(state.alpha2())) {
      return Optional.of(true);
    }
    if (BRITISH_TERRITORIES.contains(issuer) && country.equals("GB")) {
      return Optional.of(true);
    }
    Set<String> also = ALSO_ISSUED_BY.get(issuer);
    if (also == null && state.alpha2().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(also != null && also.contains(country));
  }

  /// The two-letter code for one of two or three letters; itself when there is no other.
  static String alpha2(String country) {
    State state = country.length() == 3 ? BY_ALPHA3.get(country) : null;
    return state == null || state.alpha2().isEmpty() ? country : state.alpha2();
  }

  /// True when some state or organisation has this two- or three-letter code.
  static boolean isAssigned(String country) {
    return (ALPHA2.contains(country) && !country.equals("UT")) || BY_ALPHA3.containsKey(country);
  }

  private static String read() {
    try (InputStream in = States.class.getResourceAsStream("states.txt")) {
      if (in == null) {
        throw new IllegalStateException("states.txt is missing from the library");
      }
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      var text = new StringBuilder();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        text.append(line).append('\n');
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
