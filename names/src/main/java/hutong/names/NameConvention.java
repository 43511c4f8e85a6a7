package hutong.names;

/// What explains a difference between two writings of a name, or shows that there are two names.
public enum NameConvention {
  // Writing
  LETTER_CASE("Only capital and small letters or spaces differ"),
  SPACING("Spaces, hyphens or apostrophes stand elsewhere"),
  ORDER("The family name stands at the other end"),
  FIELDS_SWAPPED("Family name and given name are in each other's field"),
  FIELDS_DIVIDED("The same words are divided between the two fields in another place"),
  PART_UNLABELLED("One writing does not say which word is the family name"),
  SIGNS_LEFT_OUT("Signs on letters are left out"),
  TRANSLITERATION("One writing is the other in Latin letters (ICAO 9303 or the national table)"),
  ROMANISATION("The same word in another usual romanisation"),
  OTHER_ROMANISATION("Perhaps the same word in another dialect or an older romanisation"),
  SCRIPT_FORM("The same characters in their traditional or simplified form"),
  SPELLING("Two usual spellings of one name"),
  ABBREVIATION("One writing is the usual short form of the other"),
  SHORT_NAME("Perhaps a familiar form of the same name"),
  OLD_SPELLING("The old and the new spelling of the same name"),
  TRUNCATED("One writing is cut where its field ends"),
  POSSIBLY_TRUNCATED("One writing may be the beginning of the other"),
  // Parts
  TITLE("A title stands beside one of them"),
  PARTICLE("A particle is left out or stands elsewhere"),
  CONNECTIVE("A linking word such as de, y, bin or al- is left out"),
  INITIAL("A given name is written by its first letter"),
  MIDDLE_NAME("A further given name is left out"),
  FIRST_NAME_LEFT_OUT("The first given name is left out"),
  GIVEN_NAME_MISSING("One writing has no given name"),
  MONONYM("The person has one name, which stands in either field or in both"),
  FILLER("A field without a name was filled with FNU, LNU, XXX or the like"),
  REPEATED("A word is written twice"),
  SECOND_SURNAME("The second family name is left out"),
  FIRST_SURNAME("The first family name is left out"),
  SURNAME_PART("A part of a double family name is left out"),
  PATRONYMIC("A father's name is left out"),
  COMPOUND("A name of several words, such as Abd al-Rahman, is written in one or another way"),
  SUFFIX("Junior, III or the like stands beside one of them only"),
  TRANSPOSED_GIVEN("The same given names in another order"),
  ALIAS("The names are declared to be one person's"),
  MARRIED_NAME("The given names agree and a change of name by marriage is declared"),
  // Against
  SURNAME_DIFFERS("The family names differ"),
  GIVEN_NAME_DIFFERS("The given names differ"),
  NAME_DIFFERS("The names differ"),
  SUFFIX_DIFFERS("They are of two generations of one family"),
  CHARACTERS_DIFFER("The same sound in other characters is another name"),
  TOO_MANY_DOUBTS("Each difference could be explained, but not all at once"),
  // The writing itself
  NO_NAME("One of them holds no letters"),
  TOO_LONG("Longer than a name that is compared in full"),
  HIDDEN_CHARACTERS("Characters that cannot be seen were left out"),
  SYMBOLS("Symbols that are no letters were left out"),
  MIXED_SCRIPTS("Letters of two scripts that look alike stand in one word"),
  SCRIPT_UNREAD("A script that we cannot read aloud");

  private final String sentence;

  NameConvention(String sentence) {
    this.sentence = sentence;
  }

  /// The convention in a plain sentence, without a full stop.
  public String sentence() {
    return sentence;
  }
}
