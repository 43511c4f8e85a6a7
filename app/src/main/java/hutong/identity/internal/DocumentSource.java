package hutong.identity.internal;

import hutong.identity.Document;
import hutong.kernel.PersonId;
import java.util.Optional;

/// Where the document a person is known by comes from.
interface DocumentSource {

  Optional<Document> current(PersonId person);
}
