package hutong.credential.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/// A "no" of the protocols, as they want it: a status, an error code, a sentence for the wallet's
/// developers. Only the endpoints throw it.
final class OAuthFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String error;
  private final transient Map<String, String> headers;

  private OAuthFault(
      HttpStatus status, String error, String description, Map<String, String> headers) {
    super(description, null, false, false);
    this.status = status;
    this.error = error;
    this.headers = headers;
  }

  static OAuthFault badRequest(String error, String description) {
    return new OAuthFault(HttpStatus.BAD_REQUEST, error, description, Map.of());
  }

  static OAuthFault invalidClient(String description) {
    return new OAuthFault(HttpStatus.UNAUTHORIZED, "invalid_client", description, Map.of());
  }

  static OAuthFault of(HttpStatus status, String error, String description) {
    return new OAuthFault(status, error, description, Map.of());
  }

  /// A "no" of a protected resource (RFC 6750, RFC 9449).
  static OAuthFault unauthorized(String scheme, String error, String description) {
    var challenge = new StringBuilder(scheme);
    if (!error.isEmpty()) {
      challenge.append(" error=\"").append(error).append("\", error_description=\"");
      challenge.append(plain(description)).append('"');
    }
    if (scheme.equals("DPoP")) {
      challenge.append(error.isEmpty() ? " " : ", ");
      challenge.append("algs=\"").append(String.join(" ", Jose.names(Jose.CLIENTS))).append('"');
    }
    return new OAuthFault(
        HttpStatus.UNAUTHORIZED,
        error.isEmpty() ? "invalid_token" : error,
        description,
        Map.of("WWW-Authenticate", challenge.toString()));
  }

  /// The token is good, but not for this.
  static OAuthFault insufficient(String description) {
    return new OAuthFault(
        HttpStatus.FORBIDDEN,
        "insufficient_scope",
        description,
        Map.of("WWW-Authenticate", "Bearer error=\"insufficient_scope\""));
  }

  OAuthFault with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new OAuthFault(status, error, description(), more);
  }

  HttpStatus status() {
    return status;
  }

  String error() {
    return error;
  }

  /// Only the characters that the specifications allow.
  String description() {
    return plain(String.valueOf(getMessage()));
  }

  Map<String, String> headers() {
    return headers;
  }

  private static String plain(String text) {
    return text.replaceAll("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]", "?");
  }
}
