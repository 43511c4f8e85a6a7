package hutong.proof.http;

import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The text that is signed (RFC 9421, section 2.5).
final class SignatureBase {

  private static final Set<String> PARAMETERS = Set.of("sf", "key", "bs", "name");
  private static final Set<String> DICTIONARIES =
      Set.of(
          "content-digest",
          "repr-digest",
          "signature",
          "signature-input",
          "want-content-digest",
          "priority",
          "cdn-cache-control",
          "accept-signature");

  static String of(HttpMessage message, Sf.Inner covered) throws UnreadableException {
    var base = new StringBuilder();
    var seen = new HashSet<String>();
    for (var component : covered.items()) {
      var name = Sf.write((Sf.Member) component);
      if (!(component.value() instanceof Sf.Text(var text))) {
        throw new UnreadableException(Reason.COMPONENT_UNKNOWN, name);
      }
      if (!seen.add(name)) {
        throw new UnreadableException(Reason.COMPONENT_TWICE, name);
      }
      if (!PARAMETERS.containsAll(component.parameters().keySet())) {
        throw new UnreadableException(Reason.PARAMETER_UNKNOWN, name);
      }
      var value =
          text.startsWith("@")
              ? derived(message, text, component)
              : field(message, text, component);
      if (value.chars().anyMatch(c -> c == '\n' || c == '\r')) {
        throw new UnreadableException(Reason.FIELD_UNREADABLE, name);
      }
      base.append(name).append(": ").append(value).append('\n');
    }
    return base.append("\"@signature-params\": ").append(Sf.write((Sf.Member) covered)).toString();
  }

  private static String derived(HttpMessage message, String name, Sf.Item component)
      throws UnreadableException {
    boolean query = name.equals("@query-param");
    if (component.parameters().keySet().equals(Set.of("name")) != query
        || (!query && !component.parameters().isEmpty())) {
      throw new UnreadableException(Reason.PARAMETER_UNKNOWN, name);
    }
    if (name.equals("@status")) {
      if (message.status() == 0) {
        throw new UnreadableException(Reason.COMPONENT_MISSING, name);
      }
      return Integer.toString(message.status());
    }
    if (message.status() != 0) {
      throw new UnreadableException(Reason.COMPONENT_MISSING, name);
    }
    var uri = message.uri();
    return switch (name) {
      case "@method" -> message.method();
      case "@target-uri" -> message.url();
      case "@authority" -> authority(message, uri);
      case "@scheme" ->
          Optional.ofNullable(uri.getScheme())
              .orElseThrow(() -> missing(name))
              .toLowerCase(Locale.ROOT);
      case "@request-target" ->
          path(uri) + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
      case "@path" -> path(uri);
      case "@query" -> "?" + Optional.ofNullable(uri.getRawQuery()).orElse("");
      case "@query-param" -> parameter(uri, component);
      default -> throw new UnreadableException(Reason.COMPONENT_UNKNOWN, name);
    };
  }

  private static UnreadableException missing(String name) {
    return new UnreadableException(Reason.COMPONENT_MISSING, name);
  }

  private static String path(URI uri) {
    var path = uri.getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  private static String authority(HttpMessage message, URI uri) throws UnreadableException {
    var raw = uri.getRawAuthority();
    if (raw == null) {
      raw = message.field("host");
    }
    var authority = raw.substring(raw.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    var port = "http".equalsIgnoreCase(uri.getScheme()) ? ":80" : ":443";
    return authority.endsWith(port)
        ? authority.substring(0, authority.length() - port.length())
        : authority;
  }

  private static String parameter(URI uri, Sf.Item component) throws UnreadableException {
    var wanted = Sf.text(component, "name").orElseThrow(() -> missing("@query-param"));
    List<String> found = new ArrayList<>();
    var query = Optional.ofNullable(uri.getRawQuery()).orElse("");
    for (var pair : query.split("&", -1)) {
      int at = pair.indexOf('=');
      var name = at < 0 ? pair : pair.substring(0, at);
      if (encoded(decoded(name)).equals(wanted)) {
        found.add(encoded(decoded(at < 0 ? "" : pair.substring(at + 1))));
      }
    }
    if (found.size() != 1) {
      throw new UnreadableException(
          found.isEmpty() ? Reason.COMPONENT_MISSING : Reason.COMPONENT_TWICE, "@query-param");
    }
    return found.getFirst();
  }

  private static String decoded(String text) throws UnreadableException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      throw new UnreadableException(Reason.FIELD_UNREADABLE, "@query-param");
    }
  }

  // The percent-encode set of forms, with a space as %20.
  private static String encoded(String text) {
    var out = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "*-._".indexOf(c) >= 0;
      out.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return out.toString();
  }

  private static String field(HttpMessage message, String name, Sf.Item component)
      throws UnreadableException {
    if (!name.equals(name.toLowerCase(Locale.ROOT)) || component.parameters().containsKey("name")) {
      throw new UnreadableException(Reason.COMPONENT_UNKNOWN, name);
    }
    var parameters = component.parameters();
    boolean octets = parameters.containsKey("bs");
    if (octets && (parameters.containsKey("sf") || parameters.containsKey("key"))) {
      throw new UnreadableException(Reason.PARAMETER_UNKNOWN, name);
    }
    if (octets) {
      var lines = new ArrayList<String>();
      for (var line : message.lines(name)) {
        var encoder = Base64.getEncoder();
        lines.add(":" + encoder.encodeToString(line.getBytes(StandardCharsets.UTF_8)) + ":");
      }
      return String.join(", ", lines);
    }
    var key = Sf.text(component, "key");
    if (parameters.containsKey("key")) {
      var member = SfReader.dictionary(message.field(name)).get(key.orElse(""));
      if (member == null) {
        throw new UnreadableException(Reason.COMPONENT_MISSING, name);
      }
      return Sf.write(member);
    }
    return parameters.containsKey("sf")
        ? structured(name, message.field(name))
        : message.field(name);
  }

  private static String structured(String name, String value) throws UnreadableException {
    if (DICTIONARIES.contains(name)) {
      return Sf.write(SfReader.dictionary(value));
    }
    try {
      return Sf.write(SfReader.dictionary(value));
    } catch (UnreadableException _) {
      // Not a dictionary: a list, of which an item is the shortest.
    }
    return Sf.write(SfReader.list(value));
  }

  private SignatureBase() {}
}
