package hutong.credential.internal;

import hutong.credential.CredentialSource;
import hutong.credential.Dataset;
import hutong.identity.Document;
import hutong.identity.DocumentKind;
import hutong.identity.Documents;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// What a chip proved. A document that was only typed proves nothing, and gives nothing.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class DocumentFacts implements CredentialSource {

  static final String VERIFIED_TRAVELLER = "verified-traveller";
  private static final String PERMANENT_RESIDENT = "permanent-resident";
  private static final String GROUNDS = "document";

  private final Documents documents;
  private final InstantSource clock;

  DocumentFacts(Documents documents, InstantSource clock) {
    this.documents = documents;
    this.clock = clock;
  }

  @Override
  public List<Dataset> of(PersonId person) {
    var known = documents.current(person, Purpose.IDENTITY_PROOF);
    if (known.isEmpty() || known.get().level() != Document.Level.CHIP) {
      return List.of();
    }
    var document = known.get();
    var until = endOf(document.expiry());
    var claims = claims(document, Beijing.day(clock.instant()));
    var datasets = new ArrayList<Dataset>();
    datasets.add(new Dataset(VERIFIED_TRAVELLER, GROUNDS, "", Dataset.State.READY, until, claims));
    if (document.kind() == DocumentKind.PERMANENT_RESIDENT_ID) {
      var resident = new TreeMap<>(claims);
      resident
          .keySet()
          .retainAll(
              List.of(
                  "name",
                  "family_name",
                  "given_name",
                  "birthdate",
                  "sex",
                  "nationality",
                  "document_number",
                  "document_expiry",
                  "verification",
                  "age_over_18",
                  "age_over_60"));
      datasets.add(
          new Dataset(PERMANENT_RESIDENT, GROUNDS, "", Dataset.State.READY, until, resident));
    }
    return datasets;
  }

  /// Every other credential says whose it is, as far as a chip proved the name.
  @Override
  public Map<String, Object> adds(String type, PersonId person) {
    var claims = new TreeMap<String, Object>();
    for (var dataset : of(person)) {
      claims.putAll(dataset.claims());
    }
    claims.keySet().retainAll(List.of("name", "family_name", "given_name"));
    return claims;
  }

  /// The last moment of a day in Beijing.
  static Instant endOf(LocalDate day) {
    return Beijing.at(day.plusDays(1), LocalTime.MIDNIGHT);
  }

  private static Map<String, Object> claims(Document document, LocalDate today) {
    var claims = new TreeMap<String, Object>();
    var surname = document.surname().reveal(Purpose.IDENTITY_PROOF);
    var given = document.givenNames().reveal(Purpose.IDENTITY_PROOF);
    claims.put("name", (surname + " " + given).strip());
    if (!surname.isEmpty()) {
      claims.put("family_name", surname);
    }
    if (!given.isEmpty()) {
      claims.put("given_name", given);
    }
    var birth = document.birth().reveal(Purpose.IDENTITY_PROOF);
    claims.put("birthdate", birth);
    claims.put("sex", document.sex().name());
    claims.put("nationality", document.nationality());
    claims.put("document_kind", document.kind().name().toLowerCase(Locale.ROOT));
    claims.put("document_issuer", document.issuer());
    claims.put("document_number", document.number().reveal(Purpose.IDENTITY_PROOF));
    claims.put("document_expiry", document.expiry());
    claims.put("verification", "chip");
    claims.put("verified_on", Beijing.day(document.verifiedAt()));
    for (int age : new int[] {14, 18, 60}) {
      claims.put("age_over_" + age, !birth.plusYears(age).isAfter(today));
    }
    return claims;
  }
}
