package hutong.toolkit.internal;

import hutong.language.Words;
import hutong.names.NameContext;
import hutong.names.NameForm;
import hutong.names.NameForms;
import hutong.names.NameMatch;
import hutong.names.NameReason;
import hutong.names.NameVerdict;
import hutong.names.NameVerdict.Outcome;
import hutong.names.PersonName;
import hutong.web.Choice;
import hutong.web.FieldError;
import hutong.web.Tone;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Where anyone can try two names. Names are never put into an address, so the answer is the page
/// that the form gets; nothing is kept.
@Controller
class NamesPages {

  private static final int LONGEST = 400;

  private static final List<NameContext> PLACES =
      List.of(
          NameContext.MRZ,
          NameContext.CARD,
          NameContext.RAIL_TICKET,
          NameContext.BOARDING_PASS,
          NameContext.TRUNCATED);

  @GetMapping("/names")
  ModelAndView names(Words words) {
    return page(new NamesPage.Asked("", "", ""), List.of(), null, words);
  }

  @PostMapping("/names")
  ModelAndView compare(
      @RequestParam(defaultValue = "") String first,
      @RequestParam(defaultValue = "") String second,
      @RequestParam(defaultValue = "") String place,
      Words words) {
    var asked = new NamesPage.Asked(first.strip(), second.strip(), place);
    var errors = new ArrayList<FieldError>();
    check(asked.first(), "first", errors, words);
    check(asked.second(), "second", errors, words);
    var found = errors.isEmpty() ? found(asked, words) : null;
    return page(asked, errors, found, words);
  }

  private static void check(String name, String field, List<FieldError> errors, Words words) {
    if (name.isEmpty() || name.length() > LONGEST) {
      errors.add(new FieldError(field, words.t("toolkit.names.needed")));
    }
  }

  private static ModelAndView page(
      NamesPage.Asked asked,
      List<FieldError> errors,
      NamesPage.@Nullable Found found,
      Words words) {
    var places =
        Stream.concat(
                Stream.of(Choice.of("", words.t("toolkit.names.place.NONE"))),
                PLACES.stream()
                    .map(
                        each ->
                            Choice.of(each.name(), words.t("toolkit.names.place." + each.name()))))
            .toList();
    return new ModelAndView("toolkit/names", "page", new NamesPage(asked, places, errors, found));
  }

  private static NamesPage.Found found(NamesPage.Asked asked, Words words) {
    var first = PersonName.full(asked.first());
    var verdict =
        NameMatch.compare(first, PersonName.full(asked.second()), contexts(asked.place()));
    return new NamesPage.Found(
        tone(verdict.outcome()),
        words.t("toolkit.names.verdict." + verdict.outcome().name()),
        words.t("toolkit.names.advice." + verdict.outcome().name()),
        reasons(verdict, words),
        NameForms.of(first).stream().map(form -> form(form, words)).toList());
  }

  private static Set<NameContext> contexts(String place) {
    var contexts = EnumSet.noneOf(NameContext.class);
    NameContext.find(place).ifPresent(contexts::add);
    return contexts;
  }

  private static Tone tone(Outcome outcome) {
    return switch (outcome) {
      case SAME, SAME_BY_CONVENTION -> Tone.OK;
      case POSSIBLY -> Tone.DUE;
      case DIFFERENT -> Tone.STOP;
    };
  }

  private static List<NamesPage.Reason> reasons(NameVerdict verdict, Words words) {
    boolean different = verdict.outcome() == Outcome.DIFFERENT;
    return verdict.reasons().stream().map(each -> reason(each, different, words)).toList();
  }

  private static NamesPage.Reason reason(NameReason reason, boolean different, Words words) {
    var a = reason.a();
    var b = reason.b();
    var spoken =
        a.isEmpty() && b.isEmpty()
            ? ""
            : a.isEmpty() || b.isEmpty() ? a + b : words.t("toolkit.names.words", a, b);
    var tone = different ? Tone.STOP : reason.doubtful() ? Tone.DUE : Tone.OK;
    return new NamesPage.Reason(words.t("web.name." + reason.code()), spoken, tone);
  }

  private static NamesPage.Form form(NameForm form, Words words) {
    return new NamesPage.Form(
        words.t("toolkit.names.form." + form.place().name()),
        form.text(),
        Integer.toString(form.place().length()),
        form.cut());
  }
}
