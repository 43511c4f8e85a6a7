package hutong.web;

import hutong.language.Language;
import hutong.language.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a page's surroundings need to know: made once per request, given to every template as
/// `f`.
///
/// @param words the reader's language
/// @param chinese the clerk's language, for terms shown in both
/// @param languages what a reader can choose from
/// @param path the address asked for, without its query
/// @param csrf what every form must carry
public record Frame(
    Words words,
    Words chinese,
    List<Language> languages,
    String path,
    Csrf csrf,
    Reader reader,
    Site site) {

  /// The hidden field that proves a form came from our own page. Asking for it opens a session, so
  /// only forms ask.
  public interface Csrf {
    String field();

    String token();
  }

  /// What is the same for every reader of this language.
  ///
  /// @param ribbon a notice over every page, such as that this is a practice world; may be absent
  /// @param helpline the number a person calls when a page cannot help her
  /// @param places every page that an area's navigation leads to, in order
  public record Site(Assets assets, @Nullable String ribbon, String helpline, List<Place> places) {}

  /// Who reads: whether signed in, and how she likes to read.
  public record Reader(boolean signedIn, boolean elder, String theme) {}

  public Frame {
    languages = List.copyOf(languages);
  }

  public String t(String key, Object... arguments) {
    return words.t(key, arguments);
  }

  /// The address of a file below `static/`, such as `hutong.css`.
  public String asset(String file) {
    return site.assets().url(file);
  }

  /// The navigation of an area, each place under its name in the reader's language.
  public List<Choice> places(Place.Area area) {
    return site.places().stream()
        .filter(place -> place.area() == area)
        .map(place -> new Choice(place.path(), t(place.title()), null, place.icon()))
        .toList();
  }

  public @Nullable String ribbon() {
    return site.ribbon();
  }

  public String helpline() {
    return site.helpline();
  }

  public Language language() {
    return words.language();
  }

  /// True when the reader's own language is not the clerk's, so that both are worth showing.
  public boolean showsChineseBeside() {
    return !words.language().equals(chinese.language());
  }
}
