package hutong.partners.internal;

import hutong.partners.Membership.Rank;
import hutong.partners.PartnerKind;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// One partner's file, read strictly: every mistake is told with its line and its reason.
record PartnerFile(
    String key,
    PartnerKind kind,
    Map<String, String> names,
    Map<String, String> addresses,
    String phone,
    Map<String, String> details,
    List<Staff> staff) {

  /// A work address that may sign in at the desk.
  record Staff(String email, Rank rank) {
    @Override
    public String toString() {
      return "[staff " + rank + "]";
    }
  }

  /// A file that does not hold.
  static final class Mistaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Mistaken(String file, List<String> faults) {
      super(file + ": " + String.join("; ", faults));
    }
  }

  private static final Set<String> FIELDS =
      Set.of("key", "kind", "name", "address", "phone", "details", "staff");

  /// What a kind must say beyond the rest, and how it looks.
  private static Map<String, String> details(PartnerKind kind) {
    return switch (kind) {
      case HOTEL -> Map.of("hotelCode", "[0-9A-Z-]{3,30}");
      case MUSEUM, TELECOM, HOSPITAL, BANK, PORT, TAX_AGENCY -> Map.of();
      case SHOP ->
          new TreeMap<>(
              Map.of(
                  "merchantName", "[ -~]{1,25}",
                  "merchantCity", "[ -~]{1,15}",
                  "merchantCategory", "[0-9]{4}"));
    };
  }

  /// What a kind may say, and how it looks: where a shop is paid.
  private static Map<String, String> optionalDetails(PartnerKind kind) {
    return switch (kind) {
      case SHOP -> Map.of("bankAccount", "[0-9]{8,30}", "bankCode", "[0-9]{12}");
      case HOTEL, MUSEUM, TELECOM, HOSPITAL, BANK, PORT, TAX_AGENCY -> Map.of();
    };
  }

  static PartnerFile parse(String file, String text) {
    return new Reading(file).read(text);
  }

  /// Walks through one file and collects what is wrong.
  private static final class Reading {

    private final String file;
    private final List<String> faults = new ArrayList<>();

    Reading(String file) {
      this.file = file;
    }

    PartnerFile read(String text) {
      var fields = fields(compose(text));
      fields.keySet().stream()
          .filter(name -> !FIELDS.contains(name))
          .forEach(name -> fault(fields.get(name), name, "is not known; known are " + sorted()));
      var key = scalar(fields, "key", "[a-z0-9][a-z0-9-]{1,59}", "letters, digits, hyphens");
      var kind = kind(fields.get("kind"));
      var names = texts(fields, "name");
      var addresses = texts(fields, "address");
      var phone =
          scalar(fields, "phone", "\\+[0-9][0-9 ]{5,24}", "a number such as +86 21 5555 01");
      var details = kind == null ? Map.<String, String>of() : details(fields.get("details"), kind);
      var staff = staff(fields.get("staff"));
      if (!faults.isEmpty() || kind == null) {
        throw new Mistaken(file, faults);
      }
      return new PartnerFile(key, kind, names, addresses, phone, details, staff);
    }

    private static String sorted() {
      return String.join(", ", FIELDS.stream().sorted().toList());
    }

    private @Nullable Node compose(String text) {
      try {
        return new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
      } catch (MarkedYAMLException e) {
        var mark = e.getProblemMark();
        var line = mark == null ? "" : "line " + (mark.getLine() + 1) + ": ";
        throw new Mistaken(file, List.of(line + e.getProblem()));
      }
    }

    private Map<String, Node> fields(@Nullable Node node) {
      var fields = new LinkedHashMap<String, Node>();
      if (node instanceof MappingNode mapping) {
        for (var pair : mapping.getValue()) {
          var name = pair.getKeyNode() instanceof ScalarNode word ? word.getValue() : "?";
          if (fields.put(name, pair.getValueNode()) != null) {
            fault(pair.getKeyNode(), name, "stands twice");
          }
        }
      } else {
        fault(node, "", "must be a list of names and values");
      }
      return fields;
    }

    private String scalar(Map<String, Node> fields, String name, String form, String means) {
      var node = fields.get(name);
      if (node instanceof ScalarNode word && word.getValue().matches(form)) {
        return word.getValue();
      }
      fault(node, name, node == null ? "is missing" : "must be " + means);
      return "";
    }

    private @Nullable PartnerKind kind(@Nullable Node node) {
      if (node instanceof ScalarNode word) {
        for (var kind : PartnerKind.values()) {
          if (kind.name().equals(word.getValue())) {
            return kind;
          }
        }
      }
      fault(node, "kind", "must be one of " + Arrays.toString(PartnerKind.values()));
      return null;
    }

    private Map<String, String> texts(Map<String, Node> fields, String name) {
      var node = fields.get(name);
      var texts = new TreeMap<String, String>();
      if (node == null) {
        fault(null, name, "is missing");
        return texts;
      }
      fields(node)
          .forEach(
              (tag, value) -> {
                if (value instanceof ScalarNode word
                    && !word.getValue().isBlank()
                    && word.getValue().length() <= PartnerLimits.TEXT) {
                  texts.put(tag, word.getValue().strip());
                } else {
                  fault(value, name + "." + tag, "must be a text of at most " + PartnerLimits.TEXT);
                }
              });
      for (var tag : List.of("en", "zh-Hans")) {
        if (!texts.containsKey(tag)) {
          fault(node, name, "must be said in " + tag);
        }
      }
      return texts;
    }

    private Map<String, String> details(@Nullable Node node, PartnerKind kind) {
      var given = node == null ? Map.<String, Node>of() : fields(node);
      var wanted = new TreeMap<>(PartnerFile.details(kind));
      optionalDetails(kind)
          .forEach(
              (name, form) -> {
                if (given.containsKey(name)) {
                  wanted.put(name, form);
                }
              });
      var details = new TreeMap<String, String>();
      wanted.forEach(
          (name, form) -> {
            var value = given.get(name);
            if (value instanceof ScalarNode word && word.getValue().matches(form)) {
              details.put(name, word.getValue());
            } else {
              fault(value == null ? node : value, "details." + name, "must be of the form " + form);
            }
          });
      given.keySet().stream()
          .filter(name -> !wanted.containsKey(name))
          .forEach(name -> fault(given.get(name), "details." + name, "is not known of a " + kind));
      return details;
    }

    private List<Staff> staff(@Nullable Node node) {
      var staff = new ArrayList<Staff>();
      if (node == null) {
        return staff;
      }
      if (!(node instanceof SequenceNode list)) {
        fault(node, "staff", "must be a list");
        return staff;
      }
      for (var each : list.getValue()) {
        var fields = fields(each);
        var email = scalar(fields, "email", "[^\\s@<>\",;]+@[^\\s@<>\",;]+", "an e-mail address");
        var rank = scalar(fields, "role", "CLERK|LEAD", "CLERK or LEAD");
        if (!email.isEmpty() && !rank.isEmpty()) {
          staff.add(new Staff(StaffEmail.normal(email), Rank.valueOf(rank)));
        }
      }
      return staff;
    }

    private void fault(@Nullable Node node, String name, String reason) {
      var line = node == null ? 1 : node.getStartMark().getLine() + 1;
      faults.add("line " + line + ": " + (name.isEmpty() ? "" : name + " ") + reason);
    }
  }
}
