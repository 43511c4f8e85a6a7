package hutong.toolkit;

/// Halves of a character that stand alone: JSON can hold them, UTF-8 cannot.
final class Surrogates {

  static boolean standsAlone(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  static boolean anyAlone(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (standsAlone(text, i)) {
        return true;
      }
    }
    return false;
  }

  /// The same JSON text with every half written as an escape.
  static String escaped(String json) {
    if (!anyAlone(json)) {
      return json;
    }
    var safe = new StringBuilder(json.length() + 16);
    for (int i = 0; i < json.length(); i++) {
      if (standsAlone(json, i)) {
        safe.append("\\u%04x".formatted((int) json.charAt(i)));
      } else {
        safe.append(json.charAt(i));
      }
    }
    return safe.toString();
  }

  private Surrogates() {}
}
