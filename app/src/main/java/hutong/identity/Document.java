package hutong.identity;

import hutong.kernel.Sensitive;
import java.time.Instant;
import java.time.LocalDate;

/// A document as it was last verified.
///
/// @param issuer issuing state, the ICAO 9303 three-letter code as printed (`D`, `PRT`, `UTO`)
/// @param nationality of the holder, the ICAO 9303 three-letter code as printed
/// @param surname the primary identifier as in the machine-readable zone; may be empty
/// @param givenNames the secondary identifier as in the machine-readable zone; may be empty
/// @param expiry last day of validity
/// @param level how well it was verified
public record Document(
    DocumentKind kind,
    String issuer,
    String nationality,
    Sensitive<String> number,
    Sensitive<String> surname,
    Sensitive<String> givenNames,
    Sensitive<LocalDate> birth,
    Sex sex,
    LocalDate expiry,
    Level level,
    Instant verifiedAt) {

  /// As in the machine-readable zone: F, M, or unspecified.
  public enum Sex {
    F,
    M,
    X
  }

  /// How well a document was verified.
  public enum Level {
    /// She typed it, and its check digits are right.
    TYPED,
    /// Its chip was verified by passive authentication.
    CHIP
  }
}
