package hutong.proof;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The entry of a credential in a token status list.
public record StatusReference(String uri, long index) {

  /// The reference in the `status` claim, where there is one that can be read.
  public static Optional<StatusReference> of(ObjectNode claims) {
    var list = claims.path("status").path("status_list");
    var index = list.path("idx");
    var uri = list.path("uri");
    return index.isIntegralNumber() && index.canConvertToLong() && uri.isString()
        ? Optional.of(new StatusReference(uri.stringValue(), index.longValue()))
        : Optional.empty();
  }
}
