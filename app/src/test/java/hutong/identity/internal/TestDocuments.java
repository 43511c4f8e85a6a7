package hutong.identity.internal;

import hutong.identity.Document;
import hutong.kernel.PersonId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.context.TestComponent;

/// Puts a verified document into a person's hand without a reader: `documents.give(person, doc)`.
@TestComponent
public class TestDocuments implements DocumentSource {

  private final Map<PersonId, Document> given = new ConcurrentHashMap<>();

  public void give(PersonId person, Document document) {
    given.put(person, document);
  }

  @Override
  public Optional<Document> current(PersonId person) {
    return Optional.ofNullable(given.get(person));
  }
}
