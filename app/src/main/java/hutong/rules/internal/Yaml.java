package hutong.rules.internal;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// A piece of a YAML file that knows its line. Every scalar is a text: `NO` is Norway, not false.
record Yaml(String file, Node node) {

  static Yaml read(String file, byte[] bytes) {
    if (bytes.length > RulesLimits.FILE_BYTES) {
      throw new RuleFileRefused(file, 0, "is larger than " + RulesLimits.FILE_BYTES + " bytes");
    }
    var options = new LoaderOptions();
    options.setCodePointLimit(RulesLimits.FILE_BYTES);
    options.setNestingDepthLimit(20);
    options.setMaxAliasesForCollections(0);
    try {
      var node =
          new org.yaml.snakeyaml.Yaml(options)
              .compose(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
      if (node == null) {
        throw new RuleFileRefused(file, 0, "is empty");
      }
      return new Yaml(file, node);
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark();
      throw new RuleFileRefused(
          file, mark == null ? 0 : mark.getLine() + 1, String.valueOf(e.getProblem()));
    } catch (YAMLException e) {
      throw new RuleFileRefused(file, 0, "is not YAML");
    }
  }

  int line() {
    return node.getStartMark().getLine() + 1;
  }

  RuleFileRefused refuse(String reason) {
    return new RuleFileRefused(file, line(), reason);
  }

  /// What the mapping holds, in its order.
  Map<String, Yaml> entries() {
    if (!(node instanceof MappingNode mapping)) {
      throw refuse("expected names with values");
    }
    var entries = new LinkedHashMap<String, Yaml>();
    for (var tuple : mapping.getValue()) {
      var key = new Yaml(file, tuple.getKeyNode());
      if (entries.put(key.text(), new Yaml(file, tuple.getValueNode())) != null) {
        throw key.refuse("'" + key.text() + "' stands here twice");
      }
    }
    return entries;
  }

  /// The entries, refusing any name that is not among these.
  Map<String, Yaml> entries(Set<String> known) {
    var entries = entries();
    entries.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            throw value.refuse("'" + name + "' is not a known name here; known: " + sorted(known));
          }
        });
    return entries;
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  Yaml get(String name) {
    var found = find(name);
    if (found == null) {
      throw refuse("'" + name + "' is missing");
    }
    return found;
  }

  @Nullable Yaml find(String name) {
    return entries().get(name);
  }

  List<Yaml> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw refuse("expected a list");
    }
    var items = new ArrayList<Yaml>();
    for (var item : sequence.getValue()) {
      items.add(new Yaml(file, item));
    }
    return items;
  }

  /// The texts of a list, or the one text that stands alone.
  List<String> texts() {
    return node instanceof ScalarNode ? List.of(text()) : items().stream().map(Yaml::text).toList();
  }

  Map<String, String> textByName() {
    var texts = new LinkedHashMap<String, String>();
    entries().forEach((name, value) -> texts.put(name, value.text()));
    return texts;
  }

  String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw refuse("expected a word or a number");
    }
    return scalar.getValue().strip();
  }

  LocalDate date() {
    try {
      return LocalDate.parse(text());
    } catch (DateTimeParseException e) {
      throw refuse("'" + text() + "' is not a day like 2026-12-31");
    }
  }
}
