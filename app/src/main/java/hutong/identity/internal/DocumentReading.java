package hutong.identity.internal;

import static java.util.Locale.ROOT;

import hutong.identity.Document.Level;
import hutong.identity.Document.Sex;
import hutong.identity.DocumentKind;
import hutong.identity.Guests;
import hutong.kernel.Purpose;
import hutong.mrtd.IdentityNumber;
import hutong.mrtd.Mrz;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A document as it was read just now, before it is sealed and kept. Never logged.
record DocumentReading(
    DocumentKind kind,
    String issuer,
    String nationality,
    Holder holder,
    LocalDate expiry,
    Level level) {

  /// What identifies the person: sealed as one piece.
  record Holder(String number, String surname, String givenNames, LocalDate birth, Sex sex) {
    @Override
    public String toString() {
      return "[sensitive]";
    }
  }

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Set<String> PERMIT_ISSUERS = Set.of("CHN", "HKG", "MAC", "TWN");

  /// Empty when a date that we need is not fully known.
  static Optional<DocumentReading> of(Mrz zone, Level level) {
    var birth = zone.holder().birth().date();
    var expiry = zone.expiry().date();
    if (expiry.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DocumentReading(
            kind(zone),
            zone.issuer(),
            zone.holder().nationality(),
            new Holder(
                zone.number(),
                zone.holder().surname(),
                zone.holder().givenNames(),
                birth.orElseGet(() -> firstPossible(zone)),
                sex(zone.holder().sex())),
            expiry.get(),
            level));
  }

  /// Some documents know only the year or month of birth: the first day that is possible stands.
  private static LocalDate firstPossible(Mrz zone) {
    var birth = zone.holder().birth();
    int year = birth.year() == null ? 1900 : birth.year();
    int month = birth.month() == null ? 1 : birth.month();
    return LocalDate.of(year, month, 1);
  }

  static DocumentReading of(
      IdentityNumber number, DocumentKind kind, String surname, String given, Given more) {
    var birth = number.birth() == null ? more.birth() : number.birth();
    return new DocumentReading(
        kind,
        kind == DocumentKind.PASSPORT ? more.nationality() : "CHN",
        number.nationality().isEmpty() ? more.nationality() : number.nationality(),
        new Holder(number.value(), surname, given, birth, sex(number.sex())),
        more.expiry(),
        Level.TYPED);
  }

  /// What a credential of another issuer said. It names no issuing state unless it must, so that of
  /// the holder stands; her signature was checked, and not a chip, so the level is that of lines.
  static DocumentReading of(Guests.Shown shown) {
    var state = printed(shown.nationality());
    return new DocumentReading(
        shown.kind(),
        state,
        state,
        new Holder(
            shown.number().reveal(Purpose.LODGING_REGISTRATION),
            shown.surname().reveal(Purpose.LODGING_REGISTRATION),
            shown.givenNames().reveal(Purpose.LODGING_REGISTRATION),
            shown.birth().reveal(Purpose.LODGING_REGISTRATION),
            shown.sex()),
        shown.expiry(),
        Level.TYPED);
  }

  /// A country as documents print it: three letters, and `D` for Germany.
  private static String printed(String code) {
    var three =
        COUNTRIES.contains(code) ? Locale.of("", code).getISO3Country() : code.toUpperCase(ROOT);
    return three.equals("DEU") ? "D" : three;
  }

  /// What a number alone does not say.
  record Given(String nationality, LocalDate birth, LocalDate expiry) {}

  private static DocumentKind kind(Mrz zone) {
    var code = zone.documentCode();
    if (code.startsWith("P")) {
      return DocumentKind.PASSPORT;
    }
    if (PERMIT_ISSUERS.contains(zone.issuer()) && code.startsWith("C")) {
      return zone.holder().nationality().equals("TWN")
          ? DocumentKind.TAIWAN_PERMIT
          : DocumentKind.HK_MACAO_PERMIT;
    }
    return DocumentKind.OTHER;
  }

  private static Sex sex(hutong.mrtd.@Nullable Sex sex) {
    if (sex == null) {
      return Sex.X;
    }
    return switch (sex) {
      case FEMALE -> Sex.F;
      case MALE -> Sex.M;
      case UNSPECIFIED -> Sex.X;
    };
  }
}
