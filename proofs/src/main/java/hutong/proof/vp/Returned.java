package hutong.proof.vp;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// One credential that came back, as its own verifier read it.
///
/// @param query the id of the credential query it answers
/// @param types what it is: the `vct` with those it extends, or the document type
/// @param claims everything it says; of an mdoc, name spaces with their elements
/// @param disclosed the paths that the holder chose to show
/// @param authorityKeys the key identifiers of the authorities in its chain, base64url
/// @param bound whether the holder's key signed
public record Returned(
    String query,
    String format,
    List<String> types,
    JsonNode claims,
    List<ClaimPath> disclosed,
    List<String> authorityKeys,
    boolean bound) {

  public Returned {
    types = List.copyOf(types);
    disclosed = List.copyOf(disclosed);
    authorityKeys = List.copyOf(authorityKeys);
  }

  /// What it says is personal.
  @Override
  public String toString() {
    return "Returned[" + query + ", " + format + "]";
  }
}
