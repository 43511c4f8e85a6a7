package hutong.mrtd;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes names in the letters of the machine-readable zone (Doc 9303 part 3, section 6): Latin
/// letters with signs, Cyrillic and Arabic. What no table covers becomes a filler.
public final class Transliteration {

  private static final Map<Integer, String> LATIN =
      table(
          """
          Ä AE Å AA Æ AE Ǽ AE Ð D Ø OE Ǿ OE Ö OE Ü UE Þ TH ß SS ẞ SS Đ D Ħ H ı I Ĳ IJ ĸ Q Ł L Ŀ L
          Ŋ N Œ OE Ŧ T Ə E ſ S Ñ N Ő O Ű U Ɓ B Ɗ D Ƙ K Ƴ Y Ɛ E Ɔ O ʼN N Ơ O Ư U Ɖ D Ƒ F Ɣ G Ʋ V
          """);

  private static final Map<Integer, String> CYRILLIC =
      table(
          """
          А A Б B В V Г G Д D Е E Ё E Ж ZH З Z И I І I Й I К K Л L М M Н N О O П P Р R С S Т T
          У U Ф F Х KH Ц TS Ч CH Ш SH Щ SHCH Ъ IE Ы Y Ь - Э E Ю IU Я IA Ґ G Ў U Ѫ U Ѓ G Ђ D Ѕ DZ
          Ј J Ќ K Љ LJ Њ NJ Һ C Џ DZ Є IE Ї I Ћ C Ѣ E Ѵ Y Ѳ F Ә A Ғ G Қ K Ң N Ө O Ұ U Ү U Ѐ E Ѝ I
          """);

  private static final Map<String, Map<Integer, String>> CYRILLIC_BY_STATE =
      Map.of(
          "BLR", table("Г H Ё IO"),
          "UKR", table("Г H И Y"),
          "SRB", table("Ж Z Х H Ц C Ч C Ш S Џ DZ"),
          "MKD", table("Х H Ц C Ѓ GJ Ќ KJ Џ DJ"),
          "BGR", table("Щ SHT Ъ A Ь I"));

  private static final Map<Integer, String> ARABIC =
      table(
          """
          \u0621 XE \u0622 XAA \u0623 XAE \u0624 U \u0625 I \u0626 XI \u0627 A \u0628 B
          \u0629 XTA \u062A T \u062B XTH \u062C J \u062D XH \u062E XKH \u062F D \u0630 XDH
          \u0631 R \u0632 Z \u0633 S \u0634 XSH \u0635 XSS \u0636 XDZ \u0637 XTT \u0638 XZZ
          \u0639 E \u063A G \u0640 - \u0641 F \u0642 Q \u0643 K \u0644 L \u0645 M \u0646 N
          \u0647 H \u0648 W \u0649 XAY \u064A Y \u064B - \u064C - \u064D - \u064E - \u064F -
          \u0650 - \u0652 - \u0670 - \u0671 XXA \u0679 XXT \u067A XTT \u067C XRT \u067E P
          \u0681 XKE \u0685 XXH \u0686 XC \u0688 XXD \u0689 XDR \u0691 XXR \u0693 XRR
          \u0696 XRX \u0698 XJ \u069A XXS \u06A9 XKK \u06AB XXK \u06AD XNG \u06AF XGG
          \u06BA XNN \u06BC XXN \u06BE XDO \u06C0 XYH \u06C1 XXG \u06C2 XGE \u06C3 XTG
          \u06CC XYA \u06CD XXY \u06D0 Y \u06D2 XYB \u06D3 XBE
          """);

  private static final int SHADDA = 0x0651;

  private Transliteration() {}

  /// The name in the zone's letters with `<` between its parts. The issuing state decides between
  /// the variants of Cyrillic letters. Apostrophes and full stops fall away, hyphens separate.
  public static String toZone(String name, String issuer) {
    var out = new StringBuilder();
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    Map<Integer, String> variants = CYRILLIC_BY_STATE.getOrDefault(issuer, Map.of());
    int[] letters = composed.codePoints().toArray();
    for (int i = 0; i < letters.length; i++) {
      boolean doubled = i + 1 < letters.length && letters[i + 1] == SHADDA;
      String letter = letters[i] == SHADDA ? "" : letter(letters[i], variants);
      out.append(letter);
      if (doubled) {
        out.append(letter);
      }
    }
    return out.toString().replaceAll("<+", "<").replaceAll("^<|<$", "");
  }

  private static String letter(int c, Map<Integer, String> variants) {
    String special = LATIN.get(c);
    if (special != null) {
      return special;
    }
    for (int upper : Character.toString(c).toUpperCase(Locale.ROOT).codePoints().toArray()) {
      if ((upper >= 'A' && upper <= 'Z') || (upper >= '0' && upper <= '9')) {
        return String.valueOf((char) upper);
      }
      for (Map<Integer, String> table : List.of(variants, LATIN, CYRILLIC, ARABIC)) {
        String found = table.get(upper);
        if (found != null) {
          return found;
        }
      }
      return bare(upper);
    }
    return "";
  }

  // A Latin letter with signs that the table does not name loses its signs.
  private static String bare(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return "";
    }
    if (c == '\''
        || c == '.'
        || c == '`'
        || (c >= 0x2018 && c <= 0x201B)
        || (c >= 0x02B9 && c <= 0x02BF)) {
      return "";
    }
    String decomposed = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD);
    if (decomposed.isEmpty()) {
      return "<";
    }
    int first = decomposed.codePointAt(0);
    if (first >= 'A' && first <= 'Z') {
      return String.valueOf((char) first);
    }
    String base = first == c ? null : CYRILLIC.get(first);
    return base == null ? "<" : base;
  }

  private static Map<Integer, String> table(String pairs) {
    String[] part = pairs.strip().split("\\s+");
    Map<Integer, String> table = new HashMap<>();
    for (int i = 0; i < part.length; i += 2) {
      table.put(part[i].codePointAt(0), part[i + 1].equals("-") ? "" : part[i + 1]);
    }
    return Map.copyOf(table);
  }
}
