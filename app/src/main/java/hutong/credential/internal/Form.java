package hutong.credential.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The parameters of an OAuth request: each at most once, an empty one as if it were not there
/// (RFC 6749, section 3.1).
final class Form {

  private static final int LONGEST = 30_000;

  private final Map<String, String> values;

  private Form(Map<String, String> values) {
    this.values = values;
  }

  /// @throws OAuthFault when a parameter comes twice
  static Form of(HttpServletRequest request) {
    var values = new HashMap<String, String>();
    for (var parameter : request.getParameterMap().entrySet()) {
      if (parameter.getValue().length != 1) {
        throw OAuthFault.badRequest("invalid_request", "a parameter is repeated");
      }
      var value = parameter.getValue()[0];
      if (value.length() > LONGEST) {
        throw OAuthFault.badRequest("invalid_request", "a parameter is too long");
      }
      if (!value.isEmpty()) {
        values.put(parameter.getKey(), value);
      }
    }
    return new Form(values);
  }

  /// The body of a POST alone: what its address carries behind a question mark does not count.
  static Form ofBody(HttpServletRequest request) {
    if (request.getQueryString() != null) {
      throw OAuthFault.badRequest("invalid_request", "parameters belong into the body");
    }
    var type = request.getContentType();
    if (type == null
        || !type.toLowerCase(java.util.Locale.ROOT)
            .startsWith("application/x-www-form-urlencoded")) {
      throw OAuthFault.badRequest(
          "invalid_request", "the body is not application/x-www-form-urlencoded");
    }
    return of(request);
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  String need(String name) {
    var value = values.get(name);
    if (value == null) {
      throw OAuthFault.badRequest("invalid_request", name + " is missing");
    }
    return value;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /// Every header of this name.
  static List<String> headers(HttpServletRequest request, String name) {
    var values = request.getHeaders(name);
    return values == null ? List.of() : Collections.list(values);
  }
}
