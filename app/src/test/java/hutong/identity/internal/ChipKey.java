package hutong.identity.internal;

import hutong.identity.Document.Level;
import hutong.identity.Document.Sex;
import hutong.identity.DocumentKind;
import hutong.kernel.PersonId;
import java.time.LocalDate;
import java.util.List;
import org.springframework.boot.test.context.TestComponent;

/// Lets a person's document count as verified by its chip, as it would after a reader.
@TestComponent
public class ChipKey {

  private final DocumentService documents;

  ChipKey(DocumentService documents) {
    this.documents = documents;
  }

  public void verify(PersonId person, String surname, String given, LocalDate birth) {
    verify(person, surname, given, birth, DocumentKind.PASSPORT, "T1234567");
  }

  public void verify(
      PersonId person,
      String surname,
      String given,
      LocalDate birth,
      DocumentKind kind,
      String number) {
    var holder = new DocumentReading.Holder(number, surname, given, birth, Sex.F);
    documents.keep(
        person,
        new CheckOutcome(Level.CHIP, "GENUINE", List.of(), "PRT", "SHA-256 ECDSA"),
        new DocumentReading(kind, "PRT", "PRT", holder, LocalDate.of(2034, 5, 31), Level.CHIP));
  }
}
