package hutong.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/// A person's name as it is written in one place: in two fields, or as one text.
///
/// Nothing is thrown away: the words are read once and compared later. It does not print itself.
public final class PersonName {

  private final String surname;
  private final String given;
  private final boolean labelled;
  private final NameReader.Read read;
  private final List<PersonName> aliases;

  private PersonName(
      String surname, String given, boolean labelled, NameReader.Read read, List<PersonName> more) {
    this.surname = surname;
    this.given = given;
    this.labelled = labelled;
    this.read = read;
    this.aliases = List.copyOf(more.subList(0, Math.min(more.size(), NameLimits.MOST_ALIASES)));
  }

  /// A name in two fields, as in a passport. Either may be empty.
  public static PersonName of(String surname, String given) {
    Objects.requireNonNull(surname);
    Objects.requireNonNull(given);
    return NameReader.labelled(surname, given);
  }

  /// A name as one text, in whatever order. A comma, a slash as airlines write it, or `<<` says
  /// where the family name ends; *née*, *alias*, `@` and brackets declare another name of the
  /// same person.
  public static PersonName full(String text) {
    return NameReader.full(Objects.requireNonNull(text));
  }

  /// The names field of a machine-readable zone, such as `ERIKSSON<<ANNA<MARIA<<<<`.
  public static PersonName mrz(String field) {
    var text = field.strip().toUpperCase(Locale.ROOT);
    int gap = text.indexOf("<<");
    return gap < 0
        ? of(text.replace('<', ' '), "")
        : of(text.substring(0, gap).replace('<', ' '), text.substring(gap).replace('<', ' '));
  }

  /// The same name, which is known to be this other name too: a Chinese name, a birth name.
  public PersonName withAlias(PersonName other) {
    var more = new ArrayList<>(aliases);
    more.add(other);
    return new PersonName(surname, given, labelled, read, more);
  }

  static PersonName made(
      String surname, String given, boolean labelled, NameReader.Read read, List<PersonName> more) {
    return new PersonName(surname, given, labelled, read, more);
  }

  /// The family name as given; empty when the name is one text.
  public String surname() {
    return labelled ? surname : "";
  }

  /// The given names as given; empty when the name is one text.
  public String given() {
    return labelled ? given : "";
  }

  /// The whole name as given, given names first.
  public String text() {
    return labelled ? (given + " " + surname).strip() : given;
  }

  /// Whether the name says which of its words are the family name.
  public boolean labelled() {
    return labelled || read.divided();
  }

  public List<PersonName> aliases() {
    return aliases;
  }

  NameReader.Read read() {
    return read;
  }

  List<View> views() {
    return read.views();
  }

  Set<NameConvention> remarks() {
    return read.remarks();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PersonName that
        && labelled == that.labelled
        && surname.equals(that.surname)
        && given.equals(that.given)
        && aliases.equals(that.aliases);
  }

  @Override
  public int hashCode() {
    return Objects.hash(surname, given, labelled);
  }

  @Override
  public String toString() {
    return "[name]";
  }
}
