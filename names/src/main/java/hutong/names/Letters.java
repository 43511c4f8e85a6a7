package hutong.names;

import hutong.names.Spelling.Unit;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What letters become in A to Z. `A,B` are writings by convention, the first as in ICAO 9303; what
/// follows `~` is in use and doubtful; `-` is nothing.
final class Letters {

  private static final Map<String, Unit> LATIN =
      table(
          """
          Ä AE,A Å AA,A Æ AE~E Ǽ AE Ð D,DH Ø OE,O,OXX Ǿ OE,O Ö OE,O,OXX Ü UE,U,UXX LÜ
          LUE,LU,LUXX,LYU,LV NÜ NUE,NU,NUXX,NYU,NV Þ TH ẞ SS~S,SZ
          Đ D,DJ Ħ H I I Ĳ IJ~Y ĸ Q Ł L Ŀ L Ŋ N,NG Œ OE Ŧ T Ə E,A Ñ N,NXX~NY Ő O,OE Ű U,UE Ɓ B Ɗ D
          Ƙ K Ƴ Y Ɛ E Ɔ O Ɖ D Ƒ F Ɣ G Ʋ V Ç C~CH,TCH Č C~CH Ć C~CH Š S~SH Ş S~SH Ș S~SH Ś S~SH
          Ž Z~ZH Ż Z Ź Z Ğ G~GH Ģ G Ķ K Ļ L Ņ N Ř R~RZ Ě E~IE Ů U Ý Y Ń N~NY Ą A Ę E Ț T~TS Ţ T~TS
          Ā A,AA Ē E,EE Ī I,II Ō O,OH,OU,OO Ū U,UU~UH Â A Ê E Î I Ô O,OH,OU,OO Û U,UU Ÿ Y
          Ơ O Ư U Ă A Ɪ I Ĝ G Ĥ H~KH Ĵ J Ŝ S~SH Ŭ U Ĉ C~CH Ẁ W Ŵ W Ŷ Y Ḥ H Ḍ D Ṣ S Ṭ T Ẓ Z Ḫ KH
          Ǧ G~GH Ǎ A Ǔ U Ǐ I Ǒ O Ǖ V,YU,U,UE Ǘ V,YU,U,UE Ǚ V,YU,U,UE Ǜ V,YU,U,UE
          """);

  private static final Map<String, Unit> CYRILLIC =
      table(
          """
          А A Б B В V~W Г G,H~GH Д D Е E,YE,IE~JE Ё E,IO,YO~JO Ж ZH,J,Z~G З Z~S И I,Y І I~Y
          Й I,Y,J,- К K~C,CK Л L М M Н N О O П P Р R С S~SS Т T У U~OU Ф F~PH,FF Х KH,H~CH,X
          Ц TS,C~TZ,Z Ч CH,C~TCH,TSCH,TJ Ш SH,S~SCH,CH Щ SHCH,SHT,SCH~STCH,SC,SH Ъ IE,-,A
          Ы Y,I Ь -,Y~J Э E,JE~YE Ю IU,YU,JU~U,IOU Я IA,YA,JA~A Ґ G Є IE,YE,E Ї I,YI,JI Ў U,W~V
          Ѫ U Ѓ GJ,G Ђ DJ,D Ѕ DZ Ј J~Y Ќ KJ,K Љ LJ,L Њ NJ,N Һ H Ћ C~CH Џ DZ,DJ Ѣ E Ѵ Y Ѳ F
          Ә A,AE~E Ғ G,GH Қ K,Q Ң N,NG Ө O,OE,U Ұ U Ү U Ѐ E Ѝ I Ҳ H,KH Ҷ J,CH Ӣ I Ӯ U
          КС KS,X ИЙ II,Y,I,IY,IJ,YI,YY~IE ЫЙ YI,Y,YY,YJ ИЯ IIA,IA,IYA,IJA ДЖ DZH,J ЬЕ E,IE,YE ЬЯ
          IA,YA,JA
          ЬЮ IU,YU ЬИ I,YI ЕЙ EI,EY,EJ АЙ AI,AY,AJ ОЙ OI,OY ЧК CHK ЗГ ZG,ZGH,ZH ЬО O,IO,YO ЙЕ
          IE,YE,JE
          """);

  private static final Map<String, Unit> GREEK =
      table(
          """
          Α A Β V~B Γ G~GH,Y Δ D~DH Ε E Ζ Z Η I~E,Y Θ TH Ι I~Y Κ K~C Λ L Μ M Ν N Ξ X~KS Ο O Π P
          Ρ R~RH Σ S~SS Τ T Υ Y~I,U Φ F~PH Χ CH~H,KH Ψ PS Ω O Ϊ I Ϋ Y ΟΥ OU~U ΑΥ AV,AF~AU ΕΥ
          EV,EF~EU
          ΓΓ NG~GG ΓΚ GK,G~NG ΓΧ NCH ΓΞ NX ΝΤ NT,D ΜΠ B,MP ΤΖ TZ~J ΤΣ TS~CH ΑΙ AI~E,AE ΕΙ EI~I
          ΟΙ OI~I ΗΥ IV,IF ΥΙ YI~I ΓΙ GI,Y~YI ΛΛ LL~L ΝΝ NN~N ΣΣ SS~S ΤΤ TT~T
          """);

  /// The letters of the standard's table of Arabic first, then how they are heard.
  private static final Map<String, Unit> ARABIC =
      table(
          """
          \u0621 XE~-,A \u0622 XAA~A,AA \u0623 XAE~A,E,I,O,U,- \u0624 U~W,O,OU \u0625 I~E \u0626
          XI~I,E,Y,-
          \u0627 A~-,E,AA,I,O,U \u0628 B~BB \u0629 XTA,XAH~A,AH,E,EH,AT,ET,- \u062A T~TT \u062B
          XTH~TH,S,T
          \u062C J~G,DJ,JJ \u062D XH~H,HH \u062E XKH~KH,H \u062F D~DD \u0630 XDH~DH,Z,D,TH \u0631
          R~RR \u0632 Z~ZZ
          \u0633 S~SS,C \u0634 XSH~SH,CH,SCH \u0635 XSS~S,SS,C \u0636 XDZ~D,DH,Z \u0637 XTT~T,TT
          \u0638 XZZ~Z,DH,TH
          \u0639 E~-,A,I,O,U,AA \u063A G~GH \u0640 -~ \u0641 F~PH,FF \u0642 Q~K,C,G,GH \u0643
          K~C,CK \u0644 L~LL
          \u0645 M~MM \u0646 N~NN \u0647 H~-,EH \u0648 W~OU,U,O,OO,V \u0649 XAY~A,I,Y,E \u064A
          Y~I,EE,E,IY,YY,AI
          \u064B - \u064C - \u064D - \u064E -~A,E \u064F -~U,O \u0650 -~I,E \u0651 - \u0652 -
          \u0670 -~A \u0671 XXA~A
          \u0679 XXT~T \u067E P \u0686 XC~CH \u0688 XXD~D \u0691 XXR~R \u0698 XJ~ZH,J \u06A9
          XKK~K,C \u06AF XGG~G
          \u06BA XNN~N \u06BE XDO~H \u06C1 XXG~H,A \u06CC XYA~Y,I,EE,E \u06D2 XYB~E,AY,Y \u06C0
          XYH~E
          """);

  private static final Map<String, Unit> HEBREW =
      table(
          """
          א -~A,E,I,O ב -~B,V,BB ג -~G,J ד -~D ה -~H,A,AH,EH,- ו -~V,W,O,U,OO ז -~Z ח -~H,CH,KH ט
          -~T,TT י -~Y,I,J,EE,-
          כ -~K,KH,CH,C ך -~KH,CH,K ל -~L,LL מ -~M,MM ם -~M נ -~N,NN ן -~N ס -~S,SS ע -~A,E,I,- פ
          -~P,F,PH ף -~F,PH
          צ -~TZ,TS,Z ץ -~TZ,TS,Z ק -~K,C,Q ר -~R ש -~SH,S,SCH ת -~T,TH
          """);

  private static final Map<String, Unit> ARMENIAN =
      table(
          """
          Ա A Բ B~P Գ G~K Դ D~T Ե E,YE Զ Z Է E Ը Y~E Թ T~TH Ժ ZH~J Ի I Լ L Խ KH~X Ծ TS~DZ Կ K~G Հ
          H Ձ DZ~TS Ղ GH~L
          Ճ CH~J Մ M Յ Y,H~J Ն N Շ SH Ո O,VO Չ CH Պ P~B Ջ J~CH Ռ R~RR Ս S Վ V Տ T~D Ր R Ց TS Ւ
          V,W~- Փ P Ք K~Q Օ O Ֆ F
          ՈՒ U~OU,OO և EV,YEV ԵՎ EV,YEV ՅԱ YA,IA ՅՈՒ YU ԻԱ IA ԵԱ EA,IA,YA
          """);

  private static final Map<String, Unit> GEORGIAN =
      table(
          """
          ა A ბ B გ G დ D ე E ვ V ზ Z თ T~TH ი I კ K ლ L მ M ნ N ო O პ P ჟ ZH~J რ R ს S ტ T უ U ფ
          P~PH ქ K~Q ღ GH
          ყ Q~K შ SH ჩ CH ც TS ძ DZ წ TS ჭ CH ხ KH~H ჯ J ჰ H
          """);

  private static final Map<String, Unit> THAI =
      table(
          """
          ก -~K,G ข -~KH,K ค -~KH,K,C ฆ -~KH,K ง -~NG จ -~CH,J,T ฉ -~CH ช -~CH,T ซ -~S,T ฌ -~CH ญ
          -~Y,N,NY ฎ -~D,T ฏ -~T
          ฐ -~TH,T ฑ -~TH,D,T ฒ -~TH,T ณ -~N ด -~D,T ต -~T,D ถ -~TH,T ท -~TH,T,D ธ -~TH,T,DH,- น
          -~N บ -~B,P ป -~P,B ผ -~PH,P
          ฝ -~F พ -~PH,P,B ฟ -~F,P ภ -~PH,P,BH ม -~M ย -~Y,I,- ร -~R,N,-,RN ฤ -~RI,RUE,RU ล -~L,N
          ว -~W,V,U,- ศ -~S,T,SH ษ -~S,T,SH
          ส -~S,T ห -~H,- ฬ -~L,N อ -~-,O,A ฮ -~H ะ - ั - า - ำ -~AM,M,UM ิ - ี - ึ - ื - ุ - ู -
          เ - แ - โ - ใ -~AI ไ -~AI
          ็ - ่ - ้ - ๊ - ๋ - ์ - ฯ - ๆ -
          """);

  private Letters() {}

  /// How the word is written in A to Z; empty when its script cannot be read aloud here.
  static Spelling spelling(String word, Script script) {
    return switch (script) {
      case LATIN -> Spelling.of(units(word, LATIN));
      case CYRILLIC -> Spelling.of(units(word, CYRILLIC));
      case GREEK -> Spelling.of(units(word, GREEK));
      case ARABIC -> arabic(word);
      case HEBREW -> free(units(word, HEBREW));
      case ARMENIAN -> Spelling.of(units(word, ARMENIAN));
      case GEORGIAN -> Spelling.of(units(word, GEORGIAN));
      case THAI -> free(units(word, THAI));
      case HAN -> Han.spelling(word, false);
      case HANGUL -> Hangul.spelling(word, false);
      case KANA -> Kana.spelling(word);
      case INDIC -> Abugida.indic(word);
      case ETHIOPIC -> Abugida.ethiopic(word);
      case OTHER -> Spelling.of(List.of());
    };
  }

  private static Spelling free(List<Unit> units) {
    return new Spelling(units, true, Set.of());
  }

  /// The table of the standard is exact; how a name is heard is not.
  private static Spelling arabic(String word) {
    return new Spelling(units(word, ARABIC), true, ArabicNames.writings(word));
  }

  /// The exact transliteration of the standard.
  static String icaoArabic(String word) {
    return Spelling.of(units(word, ARABIC)).usual();
  }

  private static List<Unit> units(String word, Map<String, Unit> table) {
    var units = new ArrayList<Unit>(word.length());
    int at = 0;
    while (at < word.length()) {
      Unit found = null;
      int length = 3;
      while (found == null && length > 0) {
        if (at + length <= word.length()) {
          var letters = word.substring(at, at + length);
          found = length == 1 ? unit(letters, table) : table.get(letters);
        }
        length--;
      }
      if (found != null) {
        units.add(found);
      }
      at += length + 1;
    }
    return units;
  }

  private static Unit unit(String letter, Map<String, Unit> table) {
    char c = letter.charAt(0);
    if (c < 0x80) {
      return Unit.of(letter);
    }
    var found = table.get(letter);
    if (found != null) {
      return found;
    }
    var bare = Normalizer.normalize(letter, Normalizer.Form.NFD);
    while (bare.length() > 1) {
      // a letter with two signs: the letter with the first of them, then the bare letter
      bare = bare.substring(0, bare.length() - 1);
      var composed = Normalizer.normalize(bare, Normalizer.Form.NFC);
      var partly = composed.length() == 1 ? table.get(composed) : null;
      if (partly != null) {
        return partly;
      }
      if (bare.length() == 1 && bare.charAt(0) < 0x80) {
        return Unit.of(bare);
      }
    }
    return Unit.of("");
  }

  static Map<String, Unit> table(String text) {
    var part = text.strip().split("\\s+");
    var table = new HashMap<String, Unit>();
    for (int i = 0; i < part.length; i += 2) {
      var ways = part[i + 1];
      int tilde = ways.indexOf('~');
      var perhaps = tilde < 0 ? Unit.NOTHING : list(ways.substring(tilde + 1));
      table.put(part[i], new Unit(list(tilde < 0 ? ways : ways.substring(0, tilde)), perhaps));
    }
    return Map.copyOf(table);
  }

  private static String[] list(String ways) {
    if (ways.isEmpty()) {
      return Unit.NOTHING;
    }
    var list = ways.split(",");
    for (int i = 0; i < list.length; i++) {
      list[i] = list[i].equals("-") ? "" : list[i];
    }
    return list;
  }
}
