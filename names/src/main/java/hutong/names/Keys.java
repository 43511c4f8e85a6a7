package hutong.names;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a word in A to Z becomes when the freedoms of one tradition's romanisation are taken out.
/// Two words with one key are the same word only where the tradition is in evidence.
final class Keys {

  private static final Pattern ROMAJI =
      Pattern.compile(
          "(?:(?:(?:KK|SS|TT|PP|TCH|CCH|NN|MM|[KGSZTDNHFBPMYRWJV]|SH|CH|TS|DZ|SHY|[KGSTZJNHBPMR]Y)?"
              + "[AIUEO](?:H(?![AIUEO]))?)|N(?![AIUEO])|M(?=[BPM]))+");

  private static final Pattern DIN =
      Pattern.compile("^(.{3,})(?:A|E|U|O)(?:L|D)D?(?:I|EE|E)N(?:E)?$");
  private static final Pattern ALLAH = Pattern.compile("^(.{3,})(?:[AUOE]LLAH|[UO]LLA|ALLA)$");
  private static final Pattern ABD =
      Pattern.compile(
          "^(?:ABD|ABED|ABID|ABDE)(?:[UEAOI]?"
              + "(?:L|R(?=R)|S(?=S)|N(?=N)|Z(?=Z)|D(?=D)|T(?=T)|SH(?=SH))?)(.{3,})$");

  final String word;
  private @Nullable String slavic;
  private @Nullable String japanese;
  private @Nullable String korean;
  private @Nullable String arabic;
  private @Nullable String compound;

  Keys(String word) {
    this.word = word;
  }

  /// The freedoms between ICAO 9303, GOST and BGN: IU and YU, IA and YA, II and IY, KS and X, E
  /// and YE.
  String slavic() {
    var made = slavic;
    if (made == null) {
      made =
          word.replace("SHCH", "1")
              .replace("TCH", "CH")
              .replace("CH", "2")
              .replace("KH", "H")
              .replace("ZH", "3")
              .replace("SH", "4")
              .replace("X", "KS")
              .replace("TS", "C")
              .replaceAll("(?:II|IY|IJ|YI)(?=A)|[IYJ](?=A)", "5")
              .replaceAll("[IYJ](?=U)", "6")
              .replaceAll("[IYJ][OE]", "E")
              .replaceAll("(?:II|IY|IJ|YI|YY|YJ|Y|J)$", "I")
              .replace('Y', 'I')
              .replace("EII", "EI")
              .replaceAll("I+", "I");
      slavic = made;
    }
    return made;
  }

  /// Hepburn with long vowels short, or empty when the word is no Japanese word.
  String japanese() {
    var made = japanese;
    if (made == null) {
      made = "";
      if (word.length() > 1 && !word.equals("JOHN") && ROMAJI.matcher(word).matches()) {
        made =
            word.replaceAll("([OUAE])H(?![AIUEO])", "$1")
                .replace("OU", "O")
                .replace("OO", "O")
                .replace("UU", "U")
                .replaceAll("M(?=[BPM])", "N");
      }
      japanese = made;
    }
    return made;
  }

  /// Jeong and Jung, Young and Yeong, Hee and Hui, Soo and Su.
  String korean() {
    var made = korean;
    if (made == null) {
      made =
          word.replace("YEO", "YU")
              .replace("YOU", "YU")
              .replace("OO", "U")
              .replace("EO", "U")
              .replace("EU", "U")
              .replace("UI", "I")
              .replace("EE", "I")
              .replaceAll("CH(?=[UO])", "J")
              .replaceAll("^G", "K")
              .replaceAll("^B", "P")
              .replaceAll("^D", "T")
              .replaceAll("^L", "R")
              .replaceAll("CK$|G$(?<!NG)", "K")
              .replace("AH", "A")
              .replace("SHI", "SI");
      korean = made;
    }
    return made;
  }

  /// Vowels by class, no double letters; the letters that Arabic, French and English spell apart.
  String arabic() {
    var made = arabic;
    if (made == null) {
      made =
          word.replace("OU", "U")
              .replace("OO", "U")
              .replace("EE", "I")
              .replace("AA", "A")
              .replace("EI", "AI")
              .replace("AY", "AI")
              .replace("EY", "AI")
              .replace("PH", "F")
              .replace("DJ", "J")
              .replace("CH", "SH")
              .replace("IYA", "IA")
              .replace('O', 'U')
              .replace('Q', 'K')
              .replace('C', 'K')
              .replaceAll("IY$|Y$", "I")
              .replaceAll("(?<=[NDRMLSTFK])E$", "")
              .replaceAll("(?<=A|E)H$", "")
              .replace('E', 'A')
              .replaceAll("(.)\\1", "$1");
      arabic = made;
    }
    return made;
  }

  /// A compound of Arabic with its article taken out: ABD+RAHMAN, SALAH+DIN, ASAD+ALLAH; or empty.
  String compound() {
    var made = compound;
    if (made == null) {
      made = "";
      if (word.length() >= 6) {
        var abd = ABD.matcher(word);
        var din = DIN.matcher(word);
        var allah = ALLAH.matcher(word);
        if (abd.matches()) {
          made = "ABD+" + stem(abd.group(1));
        } else if (din.matches() && Words.known(word.substring(din.end(1)))) {
          made = stem(din.group(1)) + "+DIN";
        } else if (allah.matches()) {
          made = stem(allah.group(1)) + "+ALLAH";
        }
      }
      compound = made;
    }
    return made;
  }

  /// The school romanisation (SI, TI, TU, HU, ZI) turned into Hepburn.
  static String school(String key) {
    return key.replace("SY", "SH")
        .replace("TY", "CH")
        .replaceAll("[ZJ]Y", "J")
        .replaceAll("S(?=I)", "SH")
        .replaceAll("T(?=I)", "CH")
        .replace("TU", "TSU")
        .replaceAll("(?<![SC])HU", "FU")
        .replaceAll("[ZD](?=I)", "J")
        .replace("DZ", "Z");
  }

  private static String stem(String rest) {
    return new Keys(rest).arabic().replaceAll("[AI]", "").replaceAll("(.)\\1", "$1");
  }
}
