package hutong.presentation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// One file of ours, read strictly: what it may not say, it may not say.
final class FileReading {

  private static final int LONGEST = 600;

  /// A file that does not hold.
  static final class Mistaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Mistaken(String file, String fault) {
      super(file + ": " + fault);
    }
  }

  private final String file;
  private final Map<?, ?> fields;

  private FileReading(String file, Map<?, ?> fields) {
    this.file = file;
    this.fields = fields;
  }

  static FileReading of(String file, String text, Set<String> known) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      Object read = new Yaml(new SafeConstructor(options)).load(text);
      if (read instanceof Map<?, ?> map) {
        return new FileReading(file, map).only(known);
      }
    } catch (YAMLException e) {
      throw new Mistaken(file, String.valueOf(e.getMessage()));
    }
    throw new Mistaken(file, "must be a list of names and values");
  }

  private FileReading only(Set<String> known) {
    for (var name : fields.keySet()) {
      if (!(name instanceof String text) || !known.contains(text)) {
        throw fault(String.valueOf(name), "is not known; known are " + new TreeSorted(known));
      }
    }
    return this;
  }

  private record TreeSorted(Set<String> names) {
    @Override
    public String toString() {
      return String.join(", ", names.stream().sorted().toList());
    }
  }

  Mistaken fault(String name, String what) {
    return new Mistaken(file, name + " " + what);
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  String text(String name) {
    return text(name, fields.get(name));
  }

  private String text(String name, @Nullable Object value) {
    if (value instanceof String text && !text.isBlank() && text.length() <= LONGEST) {
      return text.strip();
    }
    throw fault(name, value == null ? "is missing" : "must be a text");
  }

  int number(String name, int least, int most) {
    if (fields.get(name) instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    throw fault(name, "must be a number from " + least + " to " + most);
  }

  List<String> texts(String name) {
    if (!has(name)) {
      return List.of();
    }
    if (!(fields.get(name) instanceof List<?> list)) {
      throw fault(name, "must be a list");
    }
    var texts = new ArrayList<String>();
    list.forEach(each -> texts.add(text(name, each)));
    return texts;
  }

  /// A part of the file that has names of its own; empty when it is absent.
  FileReading part(String name, Set<String> known) {
    return part(name).only(known);
  }

  FileReading part(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return new FileReading(file, Map.of());
    }
    if (value instanceof Map<?, ?> map) {
      return new FileReading(file, map);
    }
    throw fault(name, "must have names and values");
  }

  List<String> names() {
    var names = new ArrayList<String>();
    fields.keySet().forEach(name -> names.add(text("a name", name)));
    return names;
  }

  /// Texts by language, English and Chinese among them.
  Map<String, String> words(String name) {
    var part = part(name);
    var words = new TreeMap<String, String>();
    part.names().forEach(tag -> words.put(tag, part.text(tag)));
    for (var tag : List.of("en", "zh-Hans")) {
      if (!words.containsKey(tag)) {
        throw fault(name, "must be said in " + tag);
      }
    }
    return words;
  }

  /// Lists of texts, numbers and nothings: paths.
  List<?> list(String name) {
    if (fields.get(name) instanceof List<?> list && !list.isEmpty()) {
      return list;
    }
    throw fault(name, "must be a list");
  }
}
