package hutong;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import hutong.language.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every message exists in every shipped language, with the same placeholders, and is used.
class EveryMessageIsTranslatedTest {

  private static final Path MESSAGES = Path.of("src/main/resources/messages");

  @Test
  void every_language_has_every_message() throws IOException {
    var english = messages("en");
    for (var language : Language.SHIPPED) {
      assertThat(messages(language.tag()).keySet()).as(language.tag()).isEqualTo(english.keySet());
    }
  }

  @Test
  void every_translation_has_the_same_placeholders() throws IOException {
    var english = messages("en");
    for (var language : Language.SHIPPED) {
      var translated = messages(language.tag());
      english.forEach(
          (key, text) ->
              assertThat(placeholders(translated.getOrDefault(key, "")))
                  .as(language.tag() + " " + key)
                  .isEqualTo(placeholders(text)));
    }
  }

  @Test
  void every_key_begins_with_its_module_and_stands_once() throws IOException {
    for (var file : files("en")) {
      var module = file.getFileName().toString().replaceFirst("_.*", "");
      var keys = new ArrayList<String>();
      for (var line : Files.readAllLines(file)) {
        if (line.contains("=") && !line.startsWith("#")) {
          keys.add(line.substring(0, line.indexOf('=')).strip());
        }
      }
      assertThat(keys).as(file.toString()).doesNotHaveDuplicates();
      assertThat(keys).allSatisfy(key -> assertThat(key).startsWith(module + "."));
    }
  }

  /// A key is used when it, or its beginning up to a dot, stands in the sources; keys that are put
  /// together (`web.tab.` + name) are found by that beginning.
  @Test
  void every_message_is_used() throws IOException {
    var sources = sources();
    var unused =
        messages("en").keySet().stream()
            .filter(key -> !key.contains(".problem."))
            .filter(key -> !mentioned(sources, key))
            .toList();
    assertThat(unused).isEmpty();
  }

  private static boolean mentioned(String sources, String key) {
    if (sources.contains("\"" + key + "\"")) {
      return true;
    }
    for (int dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) {
      if (key.substring(0, dot).contains(".")
          && sources.contains("\"" + key.substring(0, dot + 1) + "\"")) {
        return true;
      }
    }
    return false;
  }

  private static String sources() throws IOException {
    var all = new StringBuilder();
    for (var root : List.of(Path.of("src/main/java"), Path.of("src/main/jte"))) {
      try (var files = Files.walk(root)) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          all.append(Files.readString(file));
        }
      }
    }
    return all.toString();
  }

  private static Set<String> placeholders(String text) {
    return new TreeSet<>(new MessageFormat(text).getArgumentNames());
  }

  private static Map<String, String> messages(String tag) throws IOException {
    var all = new TreeMap<String, String>();
    for (var file : files(tag)) {
      var properties = new Properties();
      try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
      properties.forEach((key, text) -> all.put((String) key, (String) text));
    }
    return all;
  }

  private static List<Path> files(String tag) throws IOException {
    try (var files = Files.list(MESSAGES)) {
      return files
          .filter(file -> file.toString().endsWith("_" + tag + ".properties"))
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
