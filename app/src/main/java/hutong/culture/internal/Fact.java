package hutong.culture.internal;

import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A place in a museum's file: reads what stands there, or says in which file, at which path, why
/// it does not hold.
///
/// @param path such as `palace-museum.yaml: facts.release.value.time`
record Fact(String path, @Nullable Object node) {

  /// A file that does not hold.
  static final class Broken extends RuntimeException {
    Broken(String path, String reason) {
      super(path + ": " + reason);
    }
  }

  Broken broken(String reason) {
    return new Broken(path, reason);
  }

  boolean present() {
    return node != null;
  }

  /// A member that must be there.
  Fact at(String name) {
    var member = find(name);
    if (!member.present()) {
      throw member.broken("is missing");
    }
    return member;
  }

  /// A member that may be absent.
  Fact find(String name) {
    if (!(node instanceof Map<?, ?> map)) {
      throw broken("must be a mapping");
    }
    return new Fact(path + "." + name, map.get(name));
  }

  /// Refuses names that mean nothing here: a misspelt rule would silently not bind.
  void only(Set<String> known) {
    if (node instanceof Map<?, ?> map) {
      for (var name : map.keySet()) {
        if (!known.contains(String.valueOf(name))) {
          throw new Broken(path + "." + name, "is not known; known are " + known);
        }
      }
    }
  }

  Set<String> names() {
    if (!(node instanceof Map<?, ?> map)) {
      throw broken("must be a mapping");
    }
    var names = new java.util.TreeSet<String>();
    map.keySet().forEach(name -> names.add(String.valueOf(name)));
    return names;
  }

  List<Fact> items() {
    if (!(node instanceof List<?> list)) {
      throw broken("must be a list");
    }
    var items = new java.util.ArrayList<Fact>();
    for (int i = 0; i < list.size(); i++) {
      items.add(new Fact(path + "[" + i + "]", list.get(i)));
    }
    return items;
  }

  String text() {
    if (node instanceof String text && !text.isBlank()) {
      return text.strip();
    }
    throw broken("must be text in quotes");
  }

  int number(int least, int most) {
    if (node instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    throw broken("must be a number from " + least + " to " + most);
  }

  boolean truth() {
    if (node instanceof Boolean truth) {
      return truth;
    }
    throw broken("must be true or false");
  }

  /// What a standard parser makes of the text.
  <T> T parsed(Function<String, T> parser, String form) {
    try {
      return parser.apply(text());
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      throw broken("must be written as " + form + ", not \"" + node + "\"");
    }
  }
}
