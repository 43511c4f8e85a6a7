package hutong.identity;

import hutong.kernel.PersonId;
import hutong.language.Words;
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
