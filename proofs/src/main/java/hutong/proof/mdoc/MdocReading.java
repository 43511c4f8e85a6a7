package hutong.proof.mdoc;

import hutong.proof.Finding;
import hutong.proof.Json;
import hutong.proof.Reason;
import hutong.proof.StatusReference;
import hutong.proof.cbor.Cbor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What was found in a device's answer. Elements may be used only when nothing is wrong.
///
/// @param notes deviations that change nothing, such as a missing optional extension
public record MdocReading(List<Document> documents, List<Finding> findings, List<Finding> notes) {

  /// Reasons that say *not known yet* and not *wrong*.
  private static final Set<Reason> OPEN =
      Set.of(Reason.TRANSCRIPT_MISSING, Reason.READER_KEY_MISSING);

  /// One document of the answer.
  ///
  /// @param elements signed by the issuer, by namespace and name
  /// @param deviceElements signed by the device alone
  /// @param status empty where the document names none
  public record Document(
      String docType,
      Map<String, Map<String, Cbor>> elements,
      Map<String, Map<String, Cbor>> deviceElements,
      Instant validUntil,
      String issuer,
      List<StatusReference> status) {

    /// Where its status is published.
    public Optional<StatusReference> findStatus() {
      return status.stream().findFirst();
    }

    /// The elements as JSON, by namespace.
    public ObjectNode json() {
      ObjectNode all = Json.object();
      elements.forEach(
          (space, values) -> {
            ObjectNode inSpace = all.putObject(space);
            values.forEach((name, value) -> inSpace.set(name, Elements.json(value)));
          });
      return all;
    }
  }

  public MdocReading {
    documents = List.copyOf(documents);
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  public boolean valid() {
    return findings.isEmpty();
  }

  /// True when all that stands in the way is something the verifier did not bring.
  public boolean incomplete() {
    return !findings.isEmpty()
        && findings.stream().allMatch(finding -> OPEN.contains(finding.reason()));
  }
}
