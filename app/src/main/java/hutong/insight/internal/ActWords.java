package hutong.insight.internal;

import hutong.language.Words;

/// Says what was done. An act without words of its own is told by its area.
final class ActWords {

  static String what(String act, Words words) {
    for (var key = act; !key.isEmpty(); key = key.substring(0, Math.max(0, key.lastIndexOf('.')))) {
      if (words.has("insight.act." + key)) {
        return words.t("insight.act." + key);
      }
    }
    return words.t("insight.act.other");
  }

  static String why(String purpose, Words words) {
    return words.has("insight.purpose." + purpose) ? words.t("insight.purpose." + purpose) : "";
  }

  private ActWords() {}
}
