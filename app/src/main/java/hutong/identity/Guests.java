package hutong.identity;

import hutong.kernel.PersonId;
import hutong.kernel.Sensitive;
import hutong.language.Words;
import java.time.LocalDate;
import java.util.List;

/// People without an account, known to a partner's desk by the document they show there.
public interface Guests {

  /// Reads the lines of a document that lies on the desk. Somebody the same desk admitted before
  /// with the same document is the same person.
  ///
  /// @param desk the partner whose clerk reads it
  /// @param lines as typed, pasted or read by a scanner
  /// @param words in which faults are named
  Admission admit(String desk, String lines, Words words);

  /// Keeps somebody whose credential this desk asked for and found genuine, valid and hers.
  ///
  /// @param desk the partner who asked
  Admission admit(String desk, Shown shown, Words words);

  /// What a credential of another issuer said of its holder.
  ///
  /// @param nationality an ISO 3166-1 code of two or three letters, or the code of ICAO 9303
  record Shown(
      DocumentKind kind,
      String nationality,
      Sensitive<String> number,
      Sensitive<String> surname,
      Sensitive<String> givenNames,
      Sensitive<LocalDate> birth,
      Document.Sex sex,
      LocalDate expiry) {}

  /// How it can end.
  sealed interface Admission {

    /// Every check digit is right, and the document is valid today.
    record Admitted(PersonId person, Document document) implements Admission {}

    /// @param faults each in a sentence
    record Refused(List<String> faults) implements Admission {

      public Refused {
        faults = List.copyOf(faults);
      }
    }
  }
}
