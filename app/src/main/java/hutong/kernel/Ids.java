package hutong.kernel;

import java.util.UUID;

/// How typed ids are made and written: a random UUID, printed as a prefix and 32 hex digits.
public final class Ids {

  /// A fresh random id (RFC 9562 version 4): nothing can be learnt or guessed from it.
  public static UUID next() {
    return UUID.randomUUID();
  }

  public static String print(String prefix, UUID id) {
    return prefix + id.toString().replace("-", "");
  }

  /// Refuses anything that [#print] did not write.
  public static UUID parse(String prefix, String text) {
    if (!text.startsWith(prefix) || !text.substring(prefix.length()).matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("not an id of the form " + prefix + "…");
    }
    var hex = text.substring(prefix.length());
    return UUID.fromString(hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
  }

  private Ids() {}
}
