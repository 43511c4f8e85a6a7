package hutong.names;

import java.util.Map;

/// Pinyin syllables as Wade and Giles wrote them, without apostrophes, as on Taiwan's documents.
final class WadeGiles {

  private static final Map<String, String> WHOLE =
      Map.ofEntries(
          Map.entry("ZHI", "CHIH"),
          Map.entry("CHI", "CHIH"),
          Map.entry("SHI", "SHIH"),
          Map.entry("RI", "JIH"),
          Map.entry("ZI", "TZU"),
          Map.entry("CI", "TZU"),
          Map.entry("SI", "SZU"),
          Map.entry("GE", "KO"),
          Map.entry("KE", "KO"),
          Map.entry("HE", "HO"),
          Map.entry("E", "O"),
          Map.entry("YAN", "YEN"),
          Map.entry("YI", "I"),
          Map.entry("YOU", "YU"),
          Map.entry("YONG", "YUNG"),
          Map.entry("YE", "YEH"),
          Map.entry("YUE", "YUEH"),
          Map.entry("ER", "ERH"),
          Map.entry("GUI", "KUEI"),
          Map.entry("KUI", "KUEI"),
          Map.entry("GUO", "KUO"));

  private WadeGiles() {}

  static String of(String pinyin) {
    var whole = WHOLE.get(pinyin);
    if (whole != null) {
      return whole;
    }
    int initial = 0;
    while (initial < pinyin.length() && "AEIOUV".indexOf(pinyin.charAt(initial)) < 0) {
      initial++;
    }
    var head = pinyin.substring(0, initial);
    var tail = pinyin.substring(initial);
    return initial(head) + ending(head, tail);
  }

  private static String initial(String head) {
    return switch (head) {
      case "B" -> "P";
      case "D" -> "T";
      case "G" -> "K";
      case "J", "Q", "ZH" -> "CH";
      case "X" -> "HS";
      case "Z", "C" -> "TS";
      case "R" -> "J";
      case "LY" -> "L";
      case "NY" -> "N";
      default -> head;
    };
  }

  private static String ending(String head, String tail) {
    return switch (tail) {
      case "IAN" -> "IEN";
      case "IE" -> "IEH";
      case "UE", "VE" -> "UEH";
      case "ONG" -> "UNG";
      case "IONG" -> "IUNG";
      case "V" -> "U";
      case "UO" ->
          switch (head) {
            case "G", "K", "H", "SH" -> "UO";
            default -> "O";
          };
      default -> tail;
    };
  }
}
