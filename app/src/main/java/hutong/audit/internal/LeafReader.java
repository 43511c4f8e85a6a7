package hutong.audit.internal;

import hutong.audit.AuditEntry;
import hutong.audit.EntryId;
import hutong.audit.LoggedEntry;
import hutong.kernel.PersonId;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// Reads an entry from its leaf: what is shown is what was hashed.
final class LeafReader {

  private static final JsonMapper JSON = JsonMapper.shared();

  static LoggedEntry read(long index, String leaf) {
    var tree = JSON.readTree(leaf);
    var facts = new TreeMap<String, String>();
    tree.get("facts")
        .properties()
        .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asString()));
    var subject = tree.get("subject").asString();
    var entry =
        new AuditEntry(
            tree.get("actor").asString(),
            tree.get("act").asString(),
            subject.isEmpty() ? Optional.empty() : Optional.of(PersonId.parse(subject)),
            tree.get("purpose").asString(),
            facts);
    return new LoggedEntry(
        index,
        EntryId.parse(tree.get("id").asString()),
        Instant.parse(tree.get("at").asString()),
        entry,
        leaf);
  }

  private LeafReader() {}
}
