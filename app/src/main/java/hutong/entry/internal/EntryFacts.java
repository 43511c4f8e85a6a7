package hutong.entry.internal;

import hutong.entry.EntryQuestion;
import hutong.identity.Document;
import hutong.identity.DocumentKind;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a traveller has answered so far, as the page's address carries it. Holds nothing that says
/// who she is.
///
/// @param given answers by name, in the order of the questions; `unknown` is an answer
record EntryFacts(Map<String, String> given) {

  static final String UNKNOWN = "unknown";

  static final List<String> NAMES =
      List.of(
          "nationality",
          "document",
          "arrival",
          "purpose",
          "departure",
          "cameFrom",
          "goesTo",
          "onwardTicket",
          "port",
          "onlyHainan",
          "airside",
          "more");

  EntryFacts {
    given = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(given));
  }

  /// Keeps the known names only; a day may come as three fields.
  static EntryFacts of(Map<String, String> parameters) {
    var given = new LinkedHashMap<String, String>();
    for (var name : NAMES) {
      var value = parameters.getOrDefault(name, "").strip();
      if (!value.isEmpty() && value.length() <= 60) {
        given.put(name, value);
      }
    }
    return new EntryFacts(given);
  }

  /// Adds what her verified document says, where she has not said otherwise.
  EntryFacts from(Document document) {
    var more = new LinkedHashMap<String, String>();
    more.put("nationality", document.nationality());
    more.put("document", kind(document.kind()));
    more.putAll(given);
    return new EntryFacts(more);
  }

  private static String kind(DocumentKind kind) {
    return switch (kind) {
      case PASSPORT -> "PASSPORT";
      case PERMANENT_RESIDENT_ID -> "PERMANENT_RESIDENT_ID";
      case HK_MACAO_PERMIT -> "HK_MACAO_PERMIT";
      case TAIWAN_PERMIT -> "TAIWAN_PERMIT";
      case HK_MACAO_TAIWAN_RESIDENCE_PERMIT -> "HK_MACAO_TAIWAN_RESIDENCE_PERMIT";
      case OTHER -> "TRAVEL_DOCUMENT";
    };
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  String get(String name) {
    return given.getOrDefault(name, "");
  }

  EntryFacts with(String name, String value) {
    var more = new LinkedHashMap<>(given);
    more.put(name, value);
    return new EntryFacts(more);
  }

  EntryFacts without(String name) {
    var fewer = new LinkedHashMap<>(given);
    fewer.remove(name);
    return new EntryFacts(fewer);
  }

  EntryQuestion question(LocalDate asOf) {
    var question = new EntryQuestion(Map.of(), asOf);
    for (var each : given.entrySet()) {
      if (!each.getValue().equals(UNKNOWN) && !each.getKey().equals("more")) {
        question = question.with(each.getKey(), each.getValue());
      }
    }
    return question;
  }

  /// The address of the page with these answers.
  String address() {
    var address = new StringBuilder("/entry");
    char joint = '?';
    for (var each : given.entrySet()) {
      address.append(joint).append(each.getKey()).append('=');
      address.append(
          java.net.URLEncoder.encode(each.getValue(), java.nio.charset.StandardCharsets.UTF_8));
      joint = '&';
    }
    return address.toString();
  }
}
