package hutong.names;

import hutong.names.Spelling.Unit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Korean syllables, by the official romanisation and the usual spellings of persons.
final class Hangul {

  private static final String[] INITIALS =
      list("G,K KK,GG N D,T TT,DD R,L M B,P PP,BB S,SH SS - J,CH JJ CH K T P H");

  private static final String[] VOWELS =
      list(
          """
          A,AH AE,AI YA YAE EO,U,UH,O E,EH YEO,YU,YOU,YO,YEU YE O,OH WA WAE OE,OI YO,YOH
          U,OO,WOO,OU,WU WO,WEO,WON WE WI,WEE YU,YOO,YOU,YEU EU,U UI,EUI,I,EE,HI I,EE,YI,IE
          """);

  private static final String[] FINALS =
      list(
          """
          - K,G K K N,HN N N T L,L L,LK M,LM L,LB L L L L,LH M
          P,B P,PS T,S,D T,S NG,N T T K T P T
          """);

  private static final Map<String, String> SURNAMES =
      Map.ofEntries(
          Map.entry("이", "LEE,YI,I,RHEE,RI,RIE,LI,YEE"),
          Map.entry("박", "PARK,PAK,BAK,BARK,BAEK"),
          Map.entry("임", "LIM,IM,RIM,YIM,LEEM"),
          Map.entry("유", "YOO,YU,RYU,YOU,RYOO,LYU"),
          Map.entry("류", "RYU,YOO,YU,RYOO,LYU,RHEW"),
          Map.entry("노", "NOH,ROH,NO,RO"),
          Map.entry("오", "OH,O"),
          Map.entry("허", "HUR,HEO,HUH,HER,HO"),
          Map.entry("안", "AHN,AN"),
          Map.entry("서", "SEO,SUH,SUR,SO,SU"),
          Map.entry("나", "NA,RA,NAH"),
          Map.entry("라", "RA,NA,LA"),
          Map.entry("양", "YANG,RYANG"),
          Map.entry("여", "YEO,YUH,RYEO"),
          Map.entry("정", "JUNG,CHUNG,JEONG,CHEONG,JOUNG,CHONG,JONG"),
          Map.entry("조", "CHO,JO,JOE"),
          Map.entry("최", "CHOI,CHOE,CHOY"),
          Map.entry("우", "WOO,U,WU"),
          Map.entry("구", "KOO,GU,KU,GOO"),
          Map.entry("백", "BAEK,PAIK,BAIK,PAEK,BACK"),
          Map.entry("곽", "KWAK,GWAK,KWACK"),
          Map.entry("석", "SEOK,SUK,SEUK"),
          Map.entry("선우", "SEONU,SUNWOO,SEONWOO"));

  private static final Set<String> LONG = Set.of("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방");

  /// Latin spellings of one family name each, beyond those above.
  private static final List<Set<String>> ROMANISED = romanised();

  private Hangul() {}

  private static String[] list(String text) {
    return text.strip().split("\\s+");
  }

  private static List<Set<String>> romanised() {
    var all = new ArrayList<Set<String>>();
    SURNAMES.values().forEach(line -> all.add(Set.of(line.split(","))));
    var more =
        list(
            """
            KIM,GIM KANG,GANG YOON,YUN JANG,CHANG SHIN,SIN KWON,GWON MOON,MUN BAE,PAE SHIM,SIM
            KO,GO,KOH JEON,CHUN,JUN,CHON BYUN,BYEON JOO,JU,CHU EOM,UM,OM HAN,HAHN SON,SOHN
            SONG,SOONG HWANG,WHANG DO,DOH,TO MIN,MEEN CHA,CHAH JI,CHI,JEE KIL,GIL PYO,PIO
            TAK,TAHK MYUNG,MYEONG
            """);
    for (var line : more) {
      all.add(Set.of(line.split(",")));
    }
    return List.copyOf(all);
  }

  static boolean sameSurname(String a, String b) {
    for (var line : ROMANISED) {
      if (line.contains(a) && line.contains(b)) {
        return true;
      }
    }
    return false;
  }

  static int[] surnameLengths(String name) {
    return name.length() > 2 && LONG.contains(name.substring(0, 2))
        ? new int[] {2, 1}
        : new int[] {1};
  }

  static Spelling spelling(String word, boolean surname) {
    var known = surname ? SURNAMES.get(word) : null;
    if (known != null) {
      return Spelling.of(List.of(new Unit(known.split(","), Unit.NOTHING)));
    }
    var units = new ArrayList<Unit>();
    for (int i = 0; i < word.length(); i++) {
      int syllable = word.charAt(i) - 0xAC00;
      if (syllable >= 0 && syllable < 11172) {
        units.add(unit(syllable / 588, syllable % 588 / 28, syllable % 28));
      }
    }
    return Spelling.of(units);
  }

  private static Unit unit(int initial, int vowel, int last) {
    var sure = new LinkedHashSet<String>();
    for (var first : INITIALS[initial].split(",")) {
      for (var second : VOWELS[vowel].split(",")) {
        for (var third : FINALS[last].split(",")) {
          sure.add((first + second + third).replace("-", ""));
        }
      }
    }
    // a long vowel is marked with H only at the end of a name's syllable
    sure.removeIf(writing -> last != 0 && writing.contains("HN"));
    return new Unit(sure.toArray(String[]::new), Unit.NOTHING);
  }
}
