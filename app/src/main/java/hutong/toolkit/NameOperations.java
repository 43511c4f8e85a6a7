package hutong.toolkit;

import static hutong.toolkit.Operation.Field.optional;
import static hutong.toolkit.Operation.Field.required;

import hutong.names.NameContext;
import hutong.names.NameForms;
import hutong.names.NameMatch;
import hutong.names.NameReason;
import hutong.names.NameVerdict;
import hutong.names.PersonName;
import hutong.toolkit.Answer.Verdict;
import hutong.toolkit.Malformed.Fault;
import hutong.toolkit.Operation.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whether two writings can be one person's name, and how each place writes a name.
final class NameOperations {

  private static final int MOST_ALIASES = 4;
  private static final int MOST_CONTEXTS = 20;

  static List<Operation> all() {
    return List.of(compare(), forms());
  }

  private static Operation compare() {
    return new Operation(
        "name.compare",
        "Says whether two writings can be one person's name, and why",
        "the same, or the same by a known convention; incomplete is possibly, invalid is different",
        List.of(
            required("a", Kind.OBJECT, "surname and given, or full, or mrz; aliases where known"),
            required("b", Kind.OBJECT, "the other writing, in the same form"),
            optional(
                "contexts", Kind.TEXTS, "where they come from, such as MRZ, CARD, RAIL_TICKET")),
        NameOperations::compared);
  }

  private static Answer compared(Request request) {
    var contexts = EnumSet.noneOf(NameContext.class);
    var ignored = new ArrayList<String>();
    var aliases = new ArrayList<PersonName>();
    for (var text : request.texts(MOST_CONTEXTS, 1000, "contexts")) {
      int colon = Math.max(text.indexOf(':'), text.indexOf('='));
      var word = colon > 0 ? text.substring(0, colon) : text;
      if (word.strip().equalsIgnoreCase("alias") && colon > 0) {
        aliases.add(PersonName.full(text.substring(colon + 1)));
      } else {
        NameContext.find(word).ifPresentOrElse(contexts::add, () -> ignored.add(text));
      }
    }
    var a = name(request.need("a"), "a");
    for (var alias : aliases) {
      a = a.withAlias(alias);
    }
    return answer(NameMatch.compare(a, name(request.need("b"), "b"), contexts), contexts, ignored);
  }

  private static Answer answer(
      NameVerdict verdict, Set<NameContext> contexts, List<String> ignored) {
    var decided =
        switch (verdict.outcome()) {
          case SAME, SAME_BY_CONVENTION -> Verdict.VALID;
          case POSSIBLY -> Verdict.INCOMPLETE;
          case DIFFERENT -> Verdict.INVALID;
        };
    var codes = verdict.reasons().stream().map(NameReason::code).distinct().toList();
    return Answer.of(decided, codes)
        .with("verdict", verdict.outcome().name())
        .with("reasons", verdict.reasons().stream().map(NameOperations::reason).toList())
        .with("contexts", contexts.stream().map(NameContext::name).toList())
        .with("ignored", ignored.isEmpty() ? null : ignored);
  }

  private static Map<String, Object> reason(NameReason reason) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("code", reason.code());
    shown.put("text", reason.convention().sentence());
    if (!reason.a().isEmpty() || !reason.b().isEmpty()) {
      shown.put("a", reason.a());
      shown.put("b", reason.b());
    }
    shown.put("doubtful", reason.doubtful());
    return shown;
  }

  private static Operation forms() {
    return new Operation(
        "name.forms",
        "Writes a name as each place wants it: zone, rail ticket, card, boarding pass",
        "written; incomplete when letters had to be left out or cannot be read aloud",
        List.of(required("name", Kind.OBJECT, "surname and given, or full, or mrz")),
        request -> formed(name(request.need("name"), "name")));
  }

  private static Answer formed(PersonName name) {
    var forms = new LinkedHashMap<String, Object>();
    var codes = new ArrayList<String>();
    boolean empty = false;
    for (var form : NameForms.of(name)) {
      var shown = new LinkedHashMap<String, Object>();
      shown.put("text", form.text());
      shown.put("length", form.place().length());
      shown.put("cut", form.cut());
      forms.put(form.place().name(), shown);
      if (form.cut()) {
        codes.add("CUT_" + form.place().name());
      }
      empty |= form.text().replace("<", "").isEmpty();
    }
    if (empty) {
      codes.add("NO_LATIN_LETTERS");
    }
    return Answer.of(codes.isEmpty() ? Verdict.VALID : Verdict.INCOMPLETE, codes)
        .with("forms", forms);
  }

  // Reading

  private static PersonName name(JsonNode value, String field) {
    if (value.isString()) {
      return PersonName.full(bounded(value.stringValue(), field));
    }
    if (!(value instanceof ObjectNode object)) {
      throw new Malformed(Fault.FIELD_TYPE, field);
    }
    var name = bare(object, field);
    var aliases = object.get("aliases");
    if (aliases != null && aliases.isArray()) {
      int taken = 0;
      for (var alias : aliases) {
        if (taken++ < MOST_ALIASES) {
          name = name.withAlias(name(alias, field));
        }
      }
    }
    return name;
  }

  private static PersonName bare(ObjectNode object, String field) {
    var zone = text(object, field, "mrz");
    if (!zone.isEmpty()) {
      return PersonName.mrz(zone);
    }
    var full = text(object, field, "full", "fullName", "name");
    var surname = text(object, field, "surname", "familyName", "lastName", "family");
    var given = text(object, field, "given", "givenNames", "givenName", "firstName", "given_names");
    boolean divided = !surname.isEmpty() || !given.isEmpty();
    if (!divided && !(has(object, "full") || has(object, "surname") || has(object, "given"))) {
      throw new Malformed(Fault.FIELD_MISSING, field + ".full");
    }
    return divided ? PersonName.of(surname, given) : PersonName.full(full);
  }

  private static boolean has(ObjectNode object, String name) {
    var value = object.get(name);
    return value != null && !value.isNull();
  }

  private static String text(ObjectNode object, String field, String... names) {
    for (var name : names) {
      if (has(object, name)) {
        var value = object.get(name);
        if (!value.isString()) {
          throw new Malformed(Fault.FIELD_TYPE, field + "." + name);
        }
        return bounded(value.stringValue(), field + "." + name);
      }
    }
    return "";
  }

  private static String bounded(String text, String field) {
    if (text.length() > ToolkitLimits.TEXT) {
      throw new Malformed(Fault.FIELD_TOO_LONG, field);
    }
    return text;
  }

  private NameOperations() {}
}
