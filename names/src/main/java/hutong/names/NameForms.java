package hutong.names;

import hutong.names.NameForm.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Writes a name in the form each place wants. What is too long is never cut silently.
public final class NameForms {

  private NameForms() {}

  /// Every form of the name.
  public static List<NameForm> of(PersonName name) {
    return Stream.of(Place.values()).map(place -> of(name, place)).toList();
  }

  /// The form that one place wants.
  public static NameForm of(PersonName name, Place place) {
    var surname = words(surname(name));
    var given = words(given(name));
    if (surname.isEmpty()) {
      surname = given;
      given = List.of();
    }
    return switch (place) {
      case MRZ_TD3, MRZ_TD2, MRZ_TD1 -> zone(place, surname, given);
      case RAIL_TICKET, FORM -> spaced(place, surname, given);
      case CARD -> card(surname, given);
      case CARD_TRACK -> slashed(place, surname, given, " ");
      case BOARDING_PASS -> slashed(place, surname, given, "");
    };
  }

  private static Part surname(PersonName name) {
    return view(name).surname();
  }

  private static Part given(PersonName name) {
    return view(name).given();
  }

  /// A name in one text is read as its script and its first word let expect.
  private static View view(PersonName name) {
    var views = name.views();
    if (views.isEmpty()) {
      return new View(Part.EMPTY, Part.EMPTY, View.Order.LABELLED);
    }
    return name.read().divided() ? views.getLast() : views.getFirst();
  }

  /// In A to Z; a word whose script is not read aloud here is left out.
  private static List<String> words(Part part) {
    var words = new ArrayList<String>();
    for (var word : part.words) {
      var latin = word.spelling(false).usual().replaceAll("[^A-Z0-9]", "");
      if (word.ascii) {
        latin = word.text.replaceAll("[^A-Z0-9]", "");
      }
      if (!latin.isEmpty()) {
        words.add(latin);
      }
    }
    return words;
  }

  // The zone: Doc 9303 part 3, section 4.6

  private static NameForm zone(Place place, List<String> surname, List<String> given) {
    var primary = new ArrayList<>(letters(surname));
    var secondary = new ArrayList<>(letters(given));
    int room = place.length();
    boolean cut = false;
    while (width(primary, secondary) > room && shorten(primary, secondary)) {
      cut = true;
    }
    var text = joined(primary, secondary);
    if (text.length() > room) {
      text = text.substring(0, room);
      cut = true;
    }
    return new NameForm(place, text + "<".repeat(room - text.length()), cut);
  }

  private static List<String> letters(List<String> words) {
    return words.stream()
        .map(word -> word.replaceAll("[0-9]", ""))
        .filter(w -> !w.isEmpty())
        .toList();
  }

  private static String joined(List<String> primary, List<String> secondary) {
    var head = String.join("<", primary);
    return secondary.isEmpty() ? head : head + "<<" + String.join("<", secondary);
  }

  private static int width(List<String> primary, List<String> secondary) {
    return joined(primary, secondary).length();
  }

  /// Takes one letter from the end: of given names first, each down to its first letter, then whole
  /// words; of family names last. The first word of either part keeps most.
  private static boolean shorten(List<String> primary, List<String> secondary) {
    for (int i = secondary.size() - 1; i >= 0; i--) {
      if (shortened(secondary, i)) {
        return true;
      }
    }
    if (secondary.size() > 1) {
      secondary.removeLast();
      return true;
    }
    for (int i = primary.size() - 1; i >= 0; i--) {
      if (shortened(primary, i)) {
        return true;
      }
    }
    if (primary.size() > 1) {
      primary.removeLast();
      return true;
    }
    return false;
  }

  private static boolean shortened(List<String> words, int at) {
    var word = words.get(at);
    if (word.length() < 2) {
      return false;
    }
    words.set(at, word.substring(0, word.length() - 1));
    return true;
  }

  // Lines with spaces

  private static NameForm spaced(Place place, List<String> surname, List<String> given) {
    var all = new ArrayList<>(surname);
    all.addAll(given);
    return cut(place, String.join(" ", all));
  }

  private static NameForm cut(Place place, String text) {
    if (text.length() <= place.length()) {
      return new NameForm(place, text, false);
    }
    return new NameForm(place, text.substring(0, place.length()).strip(), true);
  }

  /// Further given names become initials, then fall away, before the family name is touched.
  private static NameForm card(List<String> surname, List<String> given) {
    var names = new ArrayList<>(given);
    boolean cut = false;
    for (int i = names.size() - 1; i > 0 && line(names, surname).length() > 26; i--) {
      names.set(i, names.get(i).substring(0, 1));
      cut = true;
    }
    while (names.size() > 1 && line(names, surname).length() > Place.CARD.length()) {
      names.removeLast();
      cut = true;
    }
    var form = cut(Place.CARD, line(names, surname));
    return new NameForm(Place.CARD, form.text(), cut || form.cut());
  }

  private static String line(List<String> given, List<String> surname) {
    var all = new ArrayList<>(given);
    all.addAll(surname);
    return String.join(" ", all);
  }

  private static NameForm slashed(
      Place place, List<String> surname, List<String> given, String between) {
    var head = String.join(between, surname);
    if (given.isEmpty()) {
      return cut(place, head);
    }
    var tail = String.join(between, given);
    if (head.length() > place.length() - 2) {
      // one letter of the given name stays
      var text = head.substring(0, place.length() - 2) + "/" + tail.charAt(0);
      return new NameForm(place, text, true);
    }
    return cut(place, head + "/" + tail);
  }
}
