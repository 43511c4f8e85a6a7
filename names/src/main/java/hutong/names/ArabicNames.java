package hutong.names;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Names in Arabic letters with the Latin spelling that stands for all of its line.
final class ArabicNames {

  private static final Map<String, String> NAMES = names();

  private ArabicNames() {}

  private static Map<String, String> names() {
    var all = new HashMap<String, String>();
    var pairs =
        """
        محمد MOHAMMED احمد AHMED علي ALI حسن HASSAN حسين HUSSEIN عمر OMAR عثمان OSMAN خالد KHALED
        صالح SALEH محمود MAHMOUD
        مصطفى MUSTAFA يوسف YOUSSEF ابراهيم IBRAHIM اسماعيل ISMAIL فاطمة FATIMA عائشة AISHA خديجة
        KHADIJA زينب ZAINAB مريم MARYAM
        نور NOUR سعيد SAEED سالم SALIM سليم SALIM سلمان SALMAN سلطان SULTAN سليمان SULEIMAN طارق
        TARIQ وليد WALID راشد RASHID
        رشيد RASHID ناصر NASSER كريم KARIM جمال JAMAL حمد HAMAD حامد HAMED حميد HAMID حمزة HAMZA
        فيصل FAISAL فهد FAHAD عباس ABBAS
        عادل ADEL امين AMIN انور ANWAR بلال BILAL فاروق FAROUK جابر JABER جعفر JAFAR كمال KAMAL
        ليلى LEILA ماجد MAJID منصور MANSOUR
        موسى MOUSSA عيسى ISSA نبيل NABIL اسامة OSAMA قاسم QASIM سامي SAMI سمير SAMIR شريف SHARIF
        يحيى YAHYA ياسين YASSIN ياسر YASSER
        زايد ZAYED زيد ZAID زياد ZIAD هشام HISHAM خليل KHALIL جلال JALAL عبدالله ABDULLAH اقبال
        IQBAL حق HAQ سيد SAYED شيخ SHAIKH
        """
            .strip()
            .split("\\s+");
    for (int i = 0; i < pairs.length; i += 2) {
      all.put(pairs[i], pairs[i + 1]);
    }
    return Map.copyOf(all);
  }

  /// The exact writing of the standard.
  static Set<String> writings(String word) {
    return Set.of();
  }

  /// The Latin spelling of a name we know, or empty.
  static String known(String word) {
    return NAMES.getOrDefault(plain(word), "");
  }

  /// Without vowel signs, with one form of alif, yaa and taa.
  static String plain(String word) {
    var out = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      switch (c) {
        case '\u0622', '\u0623', '\u0625', '\u0671' -> out.append('\u0627');
        case '\u06CC' -> out.append('\u064A');
        case '\u06A9' -> out.append('\u0643');
        case '\u06C1' -> out.append('\u0647');
        case '\u0640' -> {}
        default -> {
          if (c < 0x064B || (c > 0x065F && c != 0x0670)) {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }
}
