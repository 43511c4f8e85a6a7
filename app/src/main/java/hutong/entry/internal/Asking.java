package hutong.entry.internal;

import hutong.entry.EntryAnswer.EntryDecision;
import hutong.rules.Outcome;
import java.util.List;
import java.util.Optional;

/// The questions of the entry page, one a page. The first five everybody is asked; the others only
/// when the rules say that the answer depends on them.
enum Asking {
  NATIONALITY("nationality", Kind.COUNTRY),
  DOCUMENT("document", Kind.CHOICE),
  ARRIVAL("arrival", Kind.DAY),
  PURPOSE("purpose", Kind.CHOICE),
  DEPARTURE("departure", Kind.DAY),
  CAME_FROM("cameFrom", Kind.COUNTRY),
  GOES_TO("goesTo", Kind.COUNTRY),
  TICKET("onwardTicket", Kind.CHOICE),
  PORT("port", Kind.PORT),
  HAINAN("onlyHainan", Kind.CHOICE);

  enum Kind {
    COUNTRY,
    CHOICE,
    DAY,
    PORT
  }

  private final String fact;
  private final Kind kind;

  Asking(String fact, Kind kind) {
    this.fact = fact;
    this.kind = kind;
  }

  String fact() {
    return fact;
  }

  Kind kind() {
    return kind;
  }

  /// The values of a choice, in the order they are shown.
  List<String> options() {
    return switch (this) {
      case DOCUMENT ->
          List.of(
              "PASSPORT",
              "HK_MACAO_PERMIT",
              "TAIWAN_PERMIT",
              "HK_MACAO_TAIWAN_RESIDENCE_PERMIT",
              "PERMANENT_RESIDENT_ID",
              "SERVICE_PASSPORT",
              "DIPLOMATIC_PASSPORT",
              "TRAVEL_DOCUMENT");
      case PURPOSE ->
          List.of(
              "TOURISM",
              "BUSINESS",
              "VISIT",
              "EXCHANGE",
              "TRANSIT",
              "WORK",
              "STUDY",
              "JOURNALISM",
              "OTHER");
      case TICKET, HAINAN -> List.of("yes", "no", EntryFacts.UNKNOWN);
      case NATIONALITY, ARRIVAL, DEPARTURE, CAME_FROM, GOES_TO, PORT -> List.of();
    };
  }

  /// The next of the first five that has no answer yet.
  static Optional<Asking> first(EntryFacts facts) {
    return List.of(NATIONALITY, DOCUMENT, ARRIVAL, PURPOSE, DEPARTURE).stream()
        .filter(each -> !facts.has(each.fact()))
        .findFirst();
  }

  /// What the decision still depends on.
  static Optional<Asking> next(EntryFacts facts, EntryDecision decision) {
    if (decision.outcome() == Outcome.YES && !facts.has("more")) {
      return Optional.empty();
    }
    var open = decision.reasons();
    return List.of(CAME_FROM, GOES_TO, TICKET, PORT, HAINAN).stream()
        .filter(each -> !facts.has(each.fact()))
        .filter(each -> facts.has("more") || each.isOpenIn(open))
        .findFirst();
  }

  private boolean isOpenIn(List<String> reasons) {
    return switch (this) {
      case CAME_FROM, GOES_TO -> reasons.contains("ROUTE_NOT_GIVEN");
      case TICKET -> reasons.contains("TICKET_NOT_GIVEN");
      case PORT -> reasons.contains("PORT_NOT_GIVEN");
      case HAINAN -> reasons.contains("ONLY_HAINAN_NOT_GIVEN");
      case NATIONALITY, DOCUMENT, ARRIVAL, PURPOSE, DEPARTURE -> false;
    };
  }
}
