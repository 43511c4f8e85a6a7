package hutong.presentation;

import java.util.Arrays;
import java.util.Optional;

/// What a relying party can be told about a traveller. Each fact has a name of its own, which
/// purposes and the API use; which claim of which credential says it, `services/recognised` knows.
public enum Fact {
  NAME("name"),
  SURNAME("family_name"),
  GIVEN_NAMES("given_name"),
  BIRTH_DATE("birthdate"),
  SEX("sex"),
  NATIONALITY("nationality"),
  DOCUMENT_KIND("document_kind"),
  DOCUMENT_ISSUER("document_issuer"),
  DOCUMENT_NUMBER("document_number"),
  DOCUMENT_EXPIRY("document_expiry"),
  VERIFICATION("verification"),
  PORTRAIT("portrait"),
  OVER_14("age_over_14"),
  OVER_18("age_over_18"),
  OVER_60("age_over_60"),
  ENTERED_ON("entered_on"),
  MAY_STAY_UNTIL("may_stay_until");

  private final String key;

  Fact(String key) {
    this.key = key;
  }

  /// Its name in files, in the API, and in credentials of Hutong.
  public String key() {
    return key;
  }

  public static Optional<Fact> named(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
  }
}
