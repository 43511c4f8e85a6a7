package hutong.names;

import hutong.names.Spelling.Unit;
import java.util.ArrayList;
import java.util.Map;

/// Scripts whose consonants carry a vowel: nine of India, which share one layout, and Ethiopic.
final class Abugida {

  /// By the offset in the block, as Devanagari has it.
  private static final Map<String, Unit> INDIC =
      Letters.table(
          """
          01 N,M 02 N,M 03 H,- 05 A 06 A,AA 07 I 08 I,EE 09 U 0A U,OO 0B RI,RU 0E E 0F E 10 AI 12
          O 13 O 14 AU,OU
          15 K,C 16 KH 17 G 18 GH 19 NG 1A CH,C 1B CHH,CH 1C J 1D JH 1E NY,N,GN,J 1F T 20 TH,T 21
          D 22 DH,RH 23 N 24 T,TH
          25 TH 26 D 27 DH 28 N 29 N 2A P 2B PH,F 2C B,V 2D BH 2E M 2F Y,J 30 R 31 R 32 L 33 L 34
          ZH,L 35 V,W,B 36 SH,S
          37 SH,S 38 S 39 H 3E A,AA 3F I 40 I,EE 41 U 42 U,OO 43 RI,RU 46 E 47 E 48 AI 4A O 4B O
          4C AU,OU 4D - 3C -
          58 Q,K 59 KH 5A GH,G 5B Z,J 5C R,D 5D RH,DH 5E F,PH 5F Y
          """);

  private static final String[] ETHIOPIC =
      """
      H L H M S,SS R S SH Q,K QW QH - B V T CH H HW N GN,NY - K,C KW KH KHW W - Z ZH Y,I D DD J G GW
      G T,TT CH P TS,S TS,S F P
      """
          .strip()
          .split("\\s+");

  private Abugida() {}

  static Spelling indic(String word) {
    var units = new ArrayList<Unit>();
    int length = word.length();
    for (int i = 0; i < length; i++) {
      int offset = (word.charAt(i) - 0x900) % 0x80;
      var unit = INDIC.get("%02X".formatted(offset));
      if (unit == null) {
        continue;
      }
      units.add(unit);
      int next = i + 1 < length ? (word.charAt(i + 1) - 0x900) % 0x80 : 0;
      boolean consonant = (offset >= 0x15 && offset <= 0x39) || (offset >= 0x58 && offset <= 0x5F);
      boolean vowelFollows = next >= 0x3C && next <= 0x4D;
      if (consonant && !vowelFollows) {
        // the vowel of the consonant itself, silent at the end and often inside
        units.add(
            new Unit(
                new String[] {i + 1 < length ? "A" : "", i + 1 < length ? "" : "A"},
                new String[] {"U", "O"}));
      }
    }
    return Spelling.of(units);
  }

  static Spelling ethiopic(String word) {
    var units = new ArrayList<Unit>();
    for (int i = 0; i < word.length(); i++) {
      int c = word.charAt(i) - 0x1200;
      if (c >= 0 && c < 0x160) {
        int row = c / 8;
        var consonant = row < ETHIOPIC.length ? ETHIOPIC[row].split(",") : new String[] {""};
        for (int k = 0; k < consonant.length; k++) {
          consonant[k] = consonant[k].equals("-") ? "" : consonant[k];
        }
        units.add(new Unit(consonant, doubled(consonant)));
        units.add(vowel(c % 8));
      }
    }
    return Spelling.of(units);
  }

  private static String[] doubled(String[] consonant) {
    return consonant[0].length() == 1 ? new String[] {consonant[0] + consonant[0]} : Unit.NOTHING;
  }

  private static Unit vowel(int order) {
    return switch (order) {
      case 0 -> Unit.of("E", "A");
      case 1 -> Unit.of("U");
      case 2 -> Unit.of("I");
      case 3 -> Unit.of("A");
      case 4 -> Unit.of("E", "IE");
      case 5 -> Unit.of("", "E", "I");
      case 6 -> Unit.of("O");
      default -> Unit.of("WA", "UA");
    };
  }
}
