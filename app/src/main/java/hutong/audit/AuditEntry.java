package hutong.audit;

import hutong.kernel.PersonId;
import java.util.Map;
import java.util.Optional;

/// One act: who did what to whom, and why.
///
/// @param actor a typed id (`account_…`, `partner_…`) or `platform`
/// @param act a stable name such as `identity.document.read`
/// @param subject the person whose data or affairs it touched, if any
/// @param purpose why: the name of a [hutong.kernel.Purpose], or empty
/// @param facts further stable words and ids; never personal data
public record AuditEntry(
    String actor,
    String act,
    Optional<PersonId> subject,
    String purpose,
    Map<String, String> facts) {

  public AuditEntry {
    facts = Map.copyOf(facts);
  }

  public static AuditEntry of(String actor, String act) {
    return new AuditEntry(actor, act, Optional.empty(), "", Map.of());
  }

  public AuditEntry about(PersonId person) {
    return new AuditEntry(actor, act, Optional.of(person), purpose, facts);
  }

  public AuditEntry because(hutong.kernel.Purpose why) {
    return new AuditEntry(actor, act, subject, why.name(), facts);
  }

  public AuditEntry with(String name, String value) {
    var more = new java.util.TreeMap<>(facts);
    more.put(name, value);
    return new AuditEntry(actor, act, subject, purpose, more);
  }
}
