package hutong.sandbox.authority;

import org.jspecify.annotations.Nullable;

/// An invented person, as a document shall name her. Birth may lack day or month ("1958-07",
/// "1958"): such people exist and travel.
public record Holder(
    String id,
    String surname,
    String givenNames,
    String nationality,
    String birth,
    String sex,
    @Nullable String story,
    @Nullable String storyChinese) {

  String fullName() {
    return (givenNames + " " + surname).strip();
  }

  /// The year of birth alone: what the portrait needs to know.
  int birthYear() {
    return Integer.parseInt(birth.substring(0, 4));
  }
}
