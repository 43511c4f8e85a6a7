package hutong.names;

import hutong.names.Spelling.Unit;
import java.util.ArrayList;
import java.util.Map;

/// Japanese syllables in Hepburn, as in passports, and in the school romanisation.
final class Kana {

  private static final Map<String, Unit> TABLE =
      Letters.table(
          """
          あ A い I う U え E お O か KA き KI く KU け KE こ KO さ SA し SHI~SI す SU せ SE そ SO た TA ち CHI~TI
          つ TSU~TU て TE と TO
          な NA に NI ぬ NU ね NE の NO は HA ひ HI ふ FU~HU へ HE ほ HO ま MA み MI む MU め ME も MO や YA ゆ YU
          よ YO
          ら RA り RI る RU れ RE ろ RO わ WA ゐ I を O~WO ん N,M が GA ぎ GI ぐ GU げ GE ご GO ざ ZA じ JI~ZI ず
          ZU ぜ ZE ぞ ZO
          だ DA ぢ JI~DI,ZI づ ZU~DZU,DU で DE ど DO ば BA び BI ぶ BU べ BE ぼ BO ぱ PA ぴ PI ぷ PU ぺ PE ぽ PO
          ゔ VU~BU
          きゃ KYA きゅ KYU きょ KYO しゃ SHA~SYA しゅ SHU~SYU しょ SHO~SYO ちゃ CHA~TYA ちゅ CHU~TYU ちょ CHO~TYO
          にゃ NYA にゅ NYU にょ NYO ひゃ HYA ひゅ HYU ひょ HYO みゃ MYA みゅ MYU みょ MYO りゃ RYA りゅ RYU りょ RYO
          ぎゃ GYA ぎゅ GYU ぎょ GYO じゃ JA~ZYA,JYA じゅ JU~ZYU,JYU じょ JO~ZYO,JYO びゃ BYA びゅ BYU びょ BYO ぴゃ
          PYA ぴゅ PYU ぴょ PYO
          おう O,OH,OU おお O,OH,OO うう U,UU~UH えい EI~E こう KO,KOH,KOU そう SO,SOH,SOU とう TO,TOH,TOU のう
          NO,NOH,NOU
          ほう HO,HOH,HOU もう MO,MOH,MOU よう YO,YOH,YOU ろう RO,ROH,ROU ごう GO,GOH,GOU ぞう ZO,ZOH,ZOU どう
          DO,DOH,DOU
          ぼう BO,BOH,BOU ぽう PO,POH,POU ゆう YU,YUU~YUH,YOU ふう FU,FUU すう SU,SUU くう KU,KUU とお
          TO,TOH,TOO こお KO,KOH,KOO
          しょう SHO,SHOH,SHOU じょう JO,JOH,JOU ちょう CHO,CHOH,CHOU きょう KYO,KYOH,KYOU りょう RYO,RYOH,RYOU
          しゅう SHU,SHUU
          じゅう JU,JUU ちゅう CHU,CHUU りゅう RYU,RYUU きゅう KYU,KYUU ひょう HYO,HYOH,HYOU みょう MYO,MYOH,MYOU
          ー -,A,E,I,O,U,H ふぁ FA ふぃ FI ふぇ FE ふぉ FO てぃ TI でぃ DI うぃ WI うぇ WE うぉ WO しぇ SHE じぇ JE ちぇ
          CHE つぁ TSA
          ぁ A ぃ I ぅ U ぇ E ぉ O ゃ YA ゅ YU ょ YO ゕ KA ゖ KE
          """);

  private Kana() {}

  static String hiragana(String word) {
    var out = new StringBuilder();
    word.chars().forEach(c -> out.append((char) (c >= 0x30A1 && c <= 0x30F6 ? c - 0x60 : c)));
    return out.toString();
  }

  static Spelling spelling(String word) {
    var text = hiragana(word);
    var units = new ArrayList<Unit>();
    boolean doubled = false;
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == 'っ') {
        doubled = true;
        at++;
        continue;
      }
      int length = Math.min(3, text.length() - at);
      while (length > 1 && !TABLE.containsKey(text.substring(at, at + length))) {
        length--;
      }
      var unit = TABLE.get(text.substring(at, at + length));
      if (unit != null) {
        units.add(doubled ? doubled(unit) : unit);
        doubled = false;
      }
      at += length;
    }
    return Spelling.of(units);
  }

  private static Unit doubled(Unit unit) {
    var sure = unit.sure().clone();
    for (int i = 0; i < sure.length; i++) {
      sure[i] = (sure[i].startsWith("CH") ? "T" : sure[i].substring(0, 1)) + sure[i];
    }
    return new Unit(sure, unit.perhaps());
  }
}
