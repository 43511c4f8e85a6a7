package hutong.proof;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What was found in a presentation. The claims may be used only when nothing is wrong.
///
/// @param claims with what was disclosed in its place and all digests taken out
/// @param disclosed JSON pointers of what was hidden and is shown
/// @param bound true when the holder's key signed, and rightly
public record SdJwtReading(
    ObjectNode header,
    ObjectNode claims,
    List<String> disclosed,
    boolean bound,
    List<Finding> findings) {

  public SdJwtReading {
    disclosed = List.copyOf(disclosed);
    findings = List.copyOf(findings);
  }

  public boolean valid() {
    return findings.isEmpty();
  }

  /// The type of the credential, empty where it has none.
  public String vct() {
    return Json.text(claims, "vct").orElse("");
  }

  /// Where its status is published.
  public Optional<StatusReference> status() {
    return StatusReference.of(claims);
  }
}
