package hutong.rules.internal;

import hutong.rules.Certainty;
import hutong.rules.PolicyRow;
import hutong.rules.PolicyTable;
import hutong.rules.RuleSet;
import hutong.rules.Source;
import hutong.rules.Validity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A rule set's YAML file, read and checked.
record SetFile(
    String id,
    Map<String, String> titles,
    String model,
    String decision,
    @Nullable String day,
    RuleSet.Contact ask,
    List<FactSpec> facts,
    Tables tables) {

  record Tables(List<PolicyTable> shown, List<Lookup> lookups) {}

  private static final Set<String> TOP =
      Set.of(
          "id",
          "title",
          "model",
          "decision",
          "day",
          "ask",
          "sources",
          "facts",
          "tables",
          "lookups");
  private static final Set<String> TABLE = Set.of("key", "find", "columns", "defaults", "rows");
  private static final Set<String> ROW =
      Set.of("effective_from", "effective_to", "source", "verified_at", "certainty");

  static SetFile read(String file, byte[] bytes) {
    return new Reading(file, bytes).read();
  }

  /// One reading of one file.
  private static final class Reading {

    private final String file;
    private final Yaml top;
    private final Map<String, Source> sources = new HashMap<>();
    private final List<PolicyTable> tables = new ArrayList<>();
    private final List<Lookup> lookups = new ArrayList<>();

    Reading(String file, byte[] bytes) {
      this.file = file;
      this.top = Yaml.read(file, bytes);
    }

    SetFile read() {
      top.entries(TOP);
      var id = top.get("id").text();
      if (!(id + ".yaml").equals(file)) {
        throw top.get("id").refuse("the file of '" + id + "' must be called " + id + ".yaml");
      }
      top.get("sources").entries().forEach(this::source);
      top.get("tables").entries().forEach(this::table);
      var again = top.find("lookups");
      if (again != null) {
        again.entries().forEach(this::lookup);
      }
      // what is found through another table's column comes after that table
      lookups.sort(Comparator.comparing(lookup -> lookup.find().contains(".")));
      var facts = facts();
      var day = top.find("day");
      if (day != null && facts.stream().noneMatch(fact -> fact.name().equals(day.text()))) {
        throw day.refuse("'" + day.text() + "' is not one of the facts");
      }
      checkFinds(facts);
      return new SetFile(
          id,
          titles(top.get("title")),
          top.get("model").text(),
          top.get("decision").text(),
          day == null ? null : day.text(),
          ask(top.get("ask")),
          facts,
          new Tables(List.copyOf(tables), List.copyOf(lookups)));
    }

    private static Map<String, String> titles(Yaml yaml) {
      yaml.get("en");
      return yaml.textByName();
    }

    private static RuleSet.Contact ask(Yaml yaml) {
      var who = yaml.textByName();
      var phone = yaml.get("phone").text();
      who.remove("phone");
      yaml.get("en");
      return new RuleSet.Contact(phone, who);
    }

    private void source(String id, Yaml yaml) {
      yaml.entries(Set.of("title", "url"));
      var url = yaml.get("url").text();
      if (!url.startsWith("https://") && !url.startsWith("http://")) {
        throw yaml.get("url").refuse("expected an address that begins with https:// or http://");
      }
      sources.put(id, new Source(id, yaml.get("title").text(), url));
    }

    private void table(String name, Yaml yaml) {
      yaml.entries(TABLE);
      var key = yaml.get("key").text();
      var columns = columns(yaml.find("columns"));
      var defaults = yaml.find("defaults");
      var known = new java.util.HashSet<>(ROW);
      known.addAll(columns.keySet());
      var defaulted = defaults == null ? Map.<String, Yaml>of() : defaults.entries(known);
      known.add(key);
      var rows = new ArrayList<PolicyRow>();
      for (var item : yaml.get("rows").items()) {
        var cells = new LinkedHashMap<>(defaulted);
        cells.putAll(item.entries(known));
        rows.add(row(name, key, columns, cells, item));
        if (rows.size() > RulesLimits.ROWS) {
          throw item.refuse("more than " + RulesLimits.ROWS + " rows");
        }
      }
      checkOverlaps(yaml, rows);
      var find = yaml.find("find");
      tables.add(new PolicyTable(name, key, List.copyOf(columns.keySet()), rows));
      lookups.add(new Lookup(name, find == null ? key : find.text(), rows));
    }

    private static Map<String, Boolean> columns(@Nullable Yaml yaml) {
      var columns = new LinkedHashMap<String, Boolean>();
      if (yaml != null) {
        yaml.entries()
            .forEach(
                (name, type) -> {
                  if (!Set.of("text", "number").contains(type.text())) {
                    throw type.refuse("a column is text or number");
                  }
                  columns.put(name, type.text().equals("number"));
                });
      }
      return columns;
    }

    private PolicyRow row(
        String table, String key, Map<String, Boolean> columns, Map<String, Yaml> cells, Yaml at) {
      var values = new HashMap<String, Object>();
      columns.forEach(
          (column, number) -> {
            var cell = cells.get(column);
            if (cell != null) {
              values.put(column, number ? number(cell) : cell.text());
            }
          });
      return new PolicyRow(
          table,
          cell(cells, key, at).text(),
          validity(cells, at),
          cell(cells, "source", at).texts().stream().map(id -> known(id, at)).toList(),
          cell(cells, "verified_at", at).date(),
          certainty(cell(cells, "certainty", at)),
          values);
    }

    private static Yaml cell(Map<String, Yaml> cells, String name, Yaml at) {
      var cell = cells.get(name);
      if (cell == null) {
        throw at.refuse("the row has no '" + name + "'");
      }
      return cell;
    }

    private static Validity validity(Map<String, Yaml> cells, Yaml at) {
      var from = cell(cells, "effective_from", at).date();
      var to = cell(cells, "effective_to", at);
      var last = to.text().equals("open") ? LocalDate.MAX : to.date();
      if (last.isBefore(from)) {
        throw at.refuse("the row ends before it begins");
      }
      return new Validity(from, last);
    }

    private Source known(String id, Yaml at) {
      var source = sources.get(id);
      if (source == null) {
        throw at.refuse("no source is called '" + id + "'");
      }
      return source;
    }

    private static Certainty certainty(Yaml yaml) {
      for (var certainty : Certainty.values()) {
        if (certainty.name().toLowerCase(Locale.ROOT).equals(yaml.text())) {
          return certainty;
        }
      }
      throw yaml.refuse("certainty is official, second_hand, derived, background or disputed");
    }

    private static BigDecimal number(Yaml yaml) {
      try {
        return new BigDecimal(yaml.text());
      } catch (NumberFormatException e) {
        throw yaml.refuse("'" + yaml.text() + "' is not a number");
      }
    }

    private static void checkOverlaps(Yaml yaml, List<PolicyRow> rows) {
      var byKey = new HashMap<String, List<PolicyRow>>();
      for (var row : rows) {
        var earlier = byKey.computeIfAbsent(row.key(), k -> new ArrayList<>());
        if (earlier.stream().anyMatch(other -> other.validity().overlaps(row.validity()))) {
          throw yaml.refuse("two rows of '" + row.key() + "' hold on the same day");
        }
        earlier.add(row);
      }
    }

    private void lookup(String name, Yaml yaml) {
      yaml.entries(Set.of("table", "find"));
      var table = tableNamed(yaml.get("table"));
      lookups.add(new Lookup(name, yaml.get("find").text(), table.rows()));
    }

    private PolicyTable tableNamed(Yaml yaml) {
      return tables.stream()
          .filter(table -> table.name().equals(yaml.text()))
          .findFirst()
          .orElseThrow(() -> yaml.refuse("no table is called '" + yaml.text() + "'"));
    }

    private List<FactSpec> facts() {
      var facts = new ArrayList<FactSpec>();
      for (var entry : top.get("facts").entries().entrySet()) {
        facts.add(fact(entry.getKey(), entry.getValue()));
      }
      if (facts.size() > RulesLimits.FACTS) {
        throw top.get("facts").refuse("more than " + RulesLimits.FACTS + " facts");
      }
      return List.copyOf(facts);
    }

    private FactSpec fact(String name, Yaml yaml) {
      yaml.entries(Set.of("type", "of", "required", "otherwise"));
      var type = type(yaml.get("type"));
      var required = yaml.find("required");
      var otherwise = yaml.find("otherwise");
      return new FactSpec(
          name,
          type,
          type == FactSpec.Type.WORD ? yaml.get("of").texts() : List.of(),
          type == FactSpec.Type.KEY ? codes(tableNamed(yaml.get("of"))) : Map.of(),
          required != null && required.text().equals("yes"),
          otherwise == null ? null : otherwise.text());
    }

    private static FactSpec.Type type(Yaml yaml) {
      for (var type : FactSpec.Type.values()) {
        if (type.name().toLowerCase(Locale.ROOT).equals(yaml.text())) {
          return type;
        }
      }
      throw yaml.refuse("a fact is a country, word, date, number, yesno, key or text");
    }

    private static Map<String, String> codes(PolicyTable table) {
      var codes = new HashMap<String, String>();
      codes.put(FactSpec.OTHER, FactSpec.OTHER);
      for (var row : table.rows()) {
        codes.put(row.key().toLowerCase(Locale.ROOT), row.key());
        if (row.columns().get("also") instanceof String also) {
          codes.put(also.toLowerCase(Locale.ROOT), row.key());
        }
      }
      return Map.copyOf(codes);
    }

    private void checkFinds(List<FactSpec> facts) {
      var known = new java.util.HashSet<String>();
      facts.forEach(fact -> known.add(fact.name()));
      known.add(Lookup.ALWAYS);
      for (var table : tables) {
        table.columns().forEach(column -> known.add(table.name() + "." + column));
      }
      for (var lookup : lookups) {
        if (!known.contains(lookup.find())) {
          throw top.refuse(lookup.name() + ": nothing is called '" + lookup.find() + "'");
        }
      }
    }
  }
}
