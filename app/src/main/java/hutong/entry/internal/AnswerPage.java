package hutong.entry.internal;

import hutong.entry.EntryAnswer.EntryDecision;
import hutong.entry.EntryPath;
import hutong.entry.StayTerm;
import hutong.language.Words;
import hutong.rules.Outcome;
import hutong.web.Icon;
import hutong.web.Tone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that the template `entry/answer` may know.
///
/// @param told what she answered, each with the address that changes it
/// @param other the address that looks for another way in; absent when every way was looked at
/// @param airside the address that asks about changing planes only; may be absent
/// @param enter the address for recording her entry; absent when there is nothing to record
public record AnswerPage(
    EntryDecision decision,
    List<Told> told,
    @Nullable String other,
    @Nullable String airside,
    @Nullable String enter) {

  /// One of her answers, in her language.
  public record Told(String label, String value, String change) {}

  public AnswerPage {
    told = List.copyOf(told);
  }

  public Tone tone() {
    return switch (decision.outcome()) {
      case YES -> Tone.OK;
      case MUST_CHECK -> Tone.DUE;
      case NO -> Tone.STOP;
    };
  }

  public Icon icon() {
    return switch (decision.outcome()) {
      case YES -> Icon.VERIFIED;
      case MUST_CHECK -> Icon.CALL;
      case NO -> Icon.STOP;
    };
  }

  public boolean yes() {
    return decision.outcome() == Outcome.YES;
  }

  public boolean showsArea() {
    return yes() && decision.path() == EntryPath.TRANSIT_240 && !decision.area().isEmpty();
  }

  /// The places a transit covers, in these words.
  public String area(Words words) {
    boolean chinese = words.language().tag().startsWith("zh");
    var name = decision.area().getOrDefault(chinese ? "chinese" : "area", "");
    var places = decision.area().getOrDefault(chinese ? "placesChinese" : "places", "all");
    return places.equals("all") || places.equals("全境")
        ? words.t("entry.answer.areaAll", name)
        : words.t("entry.answer.areaSome", name, places);
  }

  /// How long, in these words.
  public String term(Words words) {
    return switch (decision.term()) {
      case StayTerm.Until(int days, var last) ->
          words.t("entry.answer.until", days, words.date(last));
      case StayTerm.AsStamped(int usual) -> words.t("entry.answer.asStamped", usual);
      case StayTerm.PortArea() -> words.t("entry.answer.portArea");
      case StayTerm.Unknown() -> "";
    };
  }

  /// The rows' last day, if one of them ends.
  public String holds(Words words) {
    return decision.grounds().rows().stream()
        .filter(row -> !row.validity().openEnded())
        .map(row -> row.validity().to())
        .min(java.time.LocalDate::compareTo)
        .map(day -> words.t("entry.answer.ruleEnds", words.date(day)))
        .orElse(words.t("entry.answer.ruleOpen"));
  }
}
