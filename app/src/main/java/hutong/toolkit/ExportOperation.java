package hutong.toolkit;

import static hutong.toolkit.Operation.Field.optional;

import hutong.toolkit.Malformed.Fault;
import hutong.toolkit.Operation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One disclosure to a recipient abroad, put to the rule `export`: what is sent decides by itself
/// whether it is personal and sensitive, so that nobody has to judge it twice.
final class ExportOperation {

  /// The facts of the rule that a question may also name outright.
  private static final Set<String> FACTS =
      Set.of(
          "destination",
          "outside",
          "personal",
          "sensitive",
          "important",
          "arisesFrom",
          "collectedAbroad",
          "domesticAdded",
          "ciio",
          "necessaryFor",
          "beyondNecessity",
          "zone",
          "onNegativeList",
          "persons",
          "sensitivePersons");

  private static final Set<String> ORIGINS =
      Set.of(
          "INTERNATIONAL_TRADE",
          "CROSS_BORDER_TRANSPORT",
          "ACADEMIC_COOPERATION",
          "TRANSNATIONAL_MANUFACTURING",
          "MARKETING");

  private static final Set<String> NECESSITIES =
      Set.of(
          "CROSS_BORDER_SHOPPING",
          "DELIVERY",
          "REMITTANCE",
          "PAYMENT",
          "ACCOUNT_OPENING",
          "TRAVEL_BOOKING",
          "VISA",
          "EXAM",
          "LABOUR_RULES",
          "EMERGENCY");

  /// Other words for a purpose.
  private static final Map<String, String> ALIKE =
      Map.ofEntries(
          Map.entry("HOTEL_BOOKING", "TRAVEL_BOOKING"),
          Map.entry("AIR_BOOKING", "TRAVEL_BOOKING"),
          Map.entry("FLIGHT_BOOKING", "TRAVEL_BOOKING"),
          Map.entry("BOOKING", "TRAVEL_BOOKING"),
          Map.entry("SHOPPING", "CROSS_BORDER_SHOPPING"),
          Map.entry("VISA_HANDLING", "VISA"),
          Map.entry("EXAM_SERVICES", "EXAM"),
          Map.entry("HR", "LABOUR_RULES"),
          Map.entry("HUMAN_RESOURCES", "LABOUR_RULES"),
          Map.entry("TRADE", "INTERNATIONAL_TRADE"),
          Map.entry("TRANSPORT", "CROSS_BORDER_TRANSPORT"));

  /// What the Personal Information Protection Law, article 28, calls sensitive, by the parts of
  /// names that fields usually carry.
  private static final Set<String> SENSITIVE =
      Set.of(
          "face",
          "fingerprint",
          "iris",
          "biometric",
          "portrait",
          "photo",
          "passport",
          "visa",
          "document",
          "religio",
          "health",
          "medical",
          "diagnos",
          "prescription",
          "account",
          "card",
          "bank",
          "location",
          "itinerary",
          "track",
          "whereabouts",
          "accommodation",
          "lodging",
          "minor",
          "child");

  static Operation decide() {
    return new Operation(
        "export.decide",
        "Decides which way a disclosure of data abroad needs",
        "exempt; incomplete for contract or certification, invalid for assessment",
        List.of(
            optional("disclosure", Kind.OBJECT, "everything below in one object, if you like"),
            optional("fields", Kind.ANY, "names, or objects with name and class"),
            optional("recipient", Kind.ANY, "its country, or an object with country"),
            optional("purpose", Kind.TEXT, "such as TRAVEL_BOOKING, EMERGENCY, MARKETING"),
            optional(
                "counters",
                Kind.OBJECT,
                "persons and sensitivePersons of the year, these included"),
            optional("asOf", Kind.TEXT, "a day; today when absent")),
        request ->
            RuleOperations.answer(
                RuleOperations.ask("export", facts(request), RuleOperations.asOf(request))));
  }

  private static Map<String, Object> facts(Request request) {
    var facts = new HashMap<String, Object>();
    var inner = request.find("disclosure").isPresent() ? request.object("disclosure") : null;
    for (var fact : FACTS) {
      value(request, inner, fact).ifPresent(node -> facts.put(fact, plain(node, fact)));
    }
    value(request, inner, "recipient").ifPresent(node -> recipient(node, facts));
    value(request, inner, "counters").ifPresent(node -> counters(node, facts));
    value(request, inner, "purpose").ifPresent(node -> purpose(node, facts));
    value(request, inner, "fields").ifPresent(node -> fields(node, facts));
    return facts;
  }

  private static Optional<JsonNode> value(
      Request request, @Nullable ObjectNode inner, String name) {
    if (inner != null && inner.hasNonNull(name)) {
      return Optional.of(inner.get(name));
    }
    return request.find(name);
  }

  private static Object plain(JsonNode node, String name) {
    if (!node.isValueNode()) {
      throw new Malformed(Fault.FIELD_TYPE, name);
    }
    return node.asString();
  }

  private static void recipient(JsonNode node, Map<String, Object> facts) {
    if (node.isString()) {
      facts.putIfAbsent("destination", node.stringValue());
    } else if (node instanceof ObjectNode recipient) {
      for (var name : List.of("country", "destination")) {
        if (recipient.hasNonNull(name)) {
          facts.putIfAbsent("destination", plain(recipient.get(name), "recipient"));
        }
      }
      if (recipient.hasNonNull("outside")) {
        facts.putIfAbsent("outside", plain(recipient.get("outside"), "recipient"));
      }
    } else {
      throw new Malformed(Fault.FIELD_TYPE, "recipient");
    }
  }

  private static void counters(JsonNode node, Map<String, Object> facts) {
    if (!(node instanceof ObjectNode counters)) {
      throw new Malformed(Fault.FIELD_TYPE, "counters");
    }
    for (var name : List.of("persons", "n", "N")) {
      if (counters.hasNonNull(name)) {
        facts.putIfAbsent("persons", plain(counters.get(name), "counters"));
      }
    }
    for (var name : List.of("sensitivePersons", "sensitive", "sn", "Sn")) {
      if (counters.hasNonNull(name)) {
        facts.putIfAbsent("sensitivePersons", plain(counters.get(name), "counters"));
      }
    }
  }

  private static void purpose(JsonNode node, Map<String, Object> facts) {
    if (!node.isString()) {
      throw new Malformed(Fault.FIELD_TYPE, "purpose");
    }
    var word = node.stringValue().strip().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    word = ALIKE.getOrDefault(word, word);
    if (NECESSITIES.contains(word)) {
      facts.putIfAbsent("necessaryFor", word);
    } else if (ORIGINS.contains(word)) {
      facts.putIfAbsent("arisesFrom", word);
    }
  }

  private static void fields(JsonNode node, Map<String, Object> facts) {
    if (!node.isArray() || node.size() > ToolkitLimits.FIELDS) {
      throw new Malformed(node.isArray() ? Fault.FIELD_TOO_LONG : Fault.FIELD_TYPE, "fields");
    }
    boolean personal = false;
    boolean sensitive = false;
    boolean important = false;
    for (var field : node) {
      var kind = field.isString() ? "" : text(field, "class");
      var name = field.isString() ? field.stringValue() : text(field, "name");
      switch (kind.toLowerCase(Locale.ROOT)) {
        case "general", "business", "public" -> {}
        case "important", "core" -> important = true;
        case "sensitive", "minor" -> sensitive = true;
        case "personal", "pi" -> personal = true;
        default -> {
          personal = true; // what nobody classed counts as personal
          sensitive |= sensitive(name);
        }
      }
    }
    facts.putIfAbsent("personal", personal || sensitive);
    facts.putIfAbsent("sensitive", sensitive);
    if (important) {
      facts.putIfAbsent("important", true);
    }
  }

  private static String text(JsonNode field, String name) {
    var value = field.get(name);
    if (!field.isObject() || (value != null && !value.isString())) {
      throw new Malformed(Fault.FIELD_TYPE, "fields");
    }
    return value == null ? "" : value.stringValue();
  }

  private static boolean sensitive(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return SENSITIVE.stream().anyMatch(lower::contains);
  }

  private ExportOperation() {}
}
