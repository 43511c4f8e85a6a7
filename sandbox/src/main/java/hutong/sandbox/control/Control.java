package hutong.sandbox.control;

import static hutong.sandbox.web.Html.attr;
import static hutong.sandbox.web.Html.both;
import static hutong.sandbox.web.Html.el;
import static hutong.sandbox.web.Html.flag;

import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Faults;
import hutong.sandbox.web.Faults.Fault;
import hutong.sandbox.web.Faults.Mode;
import hutong.sandbox.web.Html;
import hutong.sandbox.web.Json;
import hutong.sandbox.web.Page;
import hutong.sandbox.web.Part;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The switchboard of faults, as a page and for programs.
public final class Control {

  private static final int MAX_TIMES = 10_000;

  private final Faults faults;

  public Control(Faults faults) {
    this.faults = faults;
  }

  public void serve(Router router) {
    router
        .page("GET", "/control", request -> Answer.page(page()))
        .page("GET", "/control/state", request -> Answer.json(200, state()))
        .page("POST", "/control/{part}", this::change);
  }

  private Answer change(Request request) {
    var part = Part.find(request.variable("part")).orElseThrow(() -> Refused.notFound("such part"));
    var json = request.isJson() ? request.json() : null;
    var mode = json == null ? request.form("mode") : Json.text(json, "mode", "");
    var delay = json == null ? request.form("delayMillis") : Json.text(json, "delayMillis", "");
    var times = json == null ? request.form("times") : Json.text(json, "times", "");
    faults.set(
        part,
        new Fault(
            Mode.find(mode)
                .orElseThrow(
                    () ->
                        new Refused(
                            422,
                            "MODE_UNKNOWN",
                            "The mode must be normal, slow, wrong, dead or lost.")),
            number(delay, Fault.USUAL_DELAY_MILLIS, Fault.MAX_DELAY_MILLIS, "delayMillis"),
            (int) number(times, 0, MAX_TIMES, "times")));
    return json == null ? Answer.seeOther("/control") : Answer.json(200, state());
  }

  private Map<String, Object> state() {
    var state = new LinkedHashMap<String, Object>();
    for (var part : Part.values()) {
      var fault = faults.of(part);
      state.put(
          part.path(),
          Json.object(
              "mode", fault.mode().word(),
              "delayMillis", fault.delayMillis(),
              "times", fault.times()));
    }
    return state;
  }

  private Html page() {
    var forms = Arrays.stream(Part.values()).map(this::form).toList();
    return Page.of(
        "/control",
        "Faults on command",
        "故障控制",
        el(
            "p.lead",
            both(
                "The outside world is slow, wrong or silent sooner or later. Here it is so when"
                    + " you say.",
                "外部世界迟早会变慢、出错或失联；在这里由您决定何时发生。")),
        el("div.faults", forms));
  }

  private Html form(Part part) {
    var fault = faults.of(part);
    var modes =
        Arrays.stream(Mode.values())
            .map(
                mode ->
                    el(
                        "label.choice",
                        el(
                            "input",
                            attr("type", "radio"),
                            attr("name", "mode"),
                            attr("value", mode.word()),
                            flag("checked", mode == fault.mode())),
                        words(mode)))
            .toList();
    return el(
        fault.mode() == Mode.NORMAL ? "form.card" : "form.card.ill",
        attr("method", "post"),
        attr("action", "/control/" + part.path()),
        el("fieldset", el("legend", both(part.english(), part.chinese())), modes),
        el(
            "div.fields",
            number("delayMillis", "Delay, ms", "延迟，毫秒", delay(fault)),
            number("times", "Times, 0 = always", "次数，0 为持续", fault.times())),
        Page.button("Set", "设定"));
  }

  private static long delay(Fault fault) {
    return fault.delayMillis() == 0 ? Fault.USUAL_DELAY_MILLIS : fault.delayMillis();
  }

  private static Html number(String name, String english, String chinese, long value) {
    return el(
        "label",
        both(english, chinese),
        el(
            "input",
            attr("name", name),
            attr("inputmode", "numeric"),
            attr("maxlength", 6),
            attr("value", value)));
  }

  private static Html words(Mode mode) {
    return switch (mode) {
      case NORMAL -> both("Normal", "正常");
      case SLOW -> both("Slow: answers late", "变慢：延迟应答");
      case WRONG -> both("Wrong: answers with a lie", "出错：给出错误应答");
      case DEAD -> both("Dead: does nothing, drops the line", "失联：不处理并断开");
      case LOST -> both("Lost: does it, then drops the line", "丢失：已处理但断开");
    };
  }

  private static long number(String text, long otherwise, long most, String name) {
    if (text.isBlank()) {
      return otherwise;
    }
    if (!text.matches("\\d{1,9}") || Long.parseLong(text) > most) {
      throw new Refused(422, "NUMBER_OUT_OF_RANGE", name + " must be 0 to " + most + ".");
    }
    return Long.parseLong(text);
  }
}
