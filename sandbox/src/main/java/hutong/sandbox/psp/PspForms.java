package hutong.sandbox.psp;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Reads the fields of a form, or refuses in the words of the protocol.
final class PspForms {

  static String required(Map<String, String> form, String name) {
    var value = form.get(name);
    if (value == null || value.isBlank()) {
      throw PspError.missing(name);
    }
    return value;
  }

  static String address(Map<String, String> form, String name) {
    var address = required(form, name);
    // The place for the session's id is not a legal address until it is filled in.
    if (!isAddress(address.replace("{CHECKOUT_SESSION_ID}", "id"))) {
      throw PspError.request(400, "url_invalid", "Not a valid URL", name);
    }
    return address;
  }

  static boolean isAddress(String address) {
    try {
      var uri = URI.create(address);
      return uri.getHost() != null
          && uri.getScheme() != null
          && Set.of("http", "https").contains(uri.getScheme());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  static Map<String, String> metadata(Map<String, String> form) {
    var metadata = new HashMap<String, String>();
    form.forEach(
        (name, value) -> {
          if (name.startsWith("metadata[") && name.endsWith("]")) {
            metadata.put(name.substring("metadata[".length(), name.length() - 1), value);
          }
        });
    return metadata;
  }

  private PspForms() {}
}
