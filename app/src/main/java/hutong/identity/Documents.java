package hutong.identity;

import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import java.util.Optional;

/// The documents people are known by.
public interface Documents {

  /// The document she is known by now; empty until she showed one, or after she was erased.
  Optional<Document> current(PersonId person, Purpose purpose);
}
