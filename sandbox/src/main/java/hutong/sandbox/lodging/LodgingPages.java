package hutong.sandbox.lodging;

import static hutong.sandbox.web.Html.all;
import static hutong.sandbox.web.Html.attr;
import static hutong.sandbox.web.Html.both;
import static hutong.sandbox.web.Html.el;
import static hutong.sandbox.web.Html.flag;

import hutong.sandbox.lodging.LodgingAuthority.Desk;
import hutong.sandbox.lodging.Registration.Status;
import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Html;
import hutong.sandbox.web.Json;
import hutong.sandbox.web.Page;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The officer's desk.
final class LodgingPages {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM, HH:mm:ss", Locale.ENGLISH)
          .withZone(ZoneId.of("Asia/Shanghai"));
  private static final int SHOWN = 100;
  private static final long MAX_MILLIS = 600_000;

  /// The fields of a registration in the officer's words.
  private static final Map<String, String> CHINESE =
      Map.ofEntries(
          Map.entry("document", "证件"),
          Map.entry("kind", "种类"),
          Map.entry("number", "号码"),
          Map.entry("expiry", "有效期至"),
          Map.entry("surname", "英文姓"),
          Map.entry("givenNames", "英文名"),
          Map.entry("chineseName", "中文姓名"),
          Map.entry("nationality", "国籍"),
          Map.entry("sex", "性别"),
          Map.entry("birth", "出生日期"),
          Map.entry("permit", "签证（注）"),
          Map.entry("permitKind", "签证种类"),
          Map.entry("visaKind", "签证种类"),
          Map.entry("permittedStayUntil", "停留有效期至"),
          Map.entry("entryPort", "入境口岸"),
          Map.entry("entryDate", "入境日期"),
          Map.entry("placeKind", "住宿类型"),
          Map.entry("address", "住址"),
          Map.entry("text", "原文"),
          Map.entry("chinese", "中文"),
          Map.entry("arrival", "抵达日期"),
          Map.entry("departure", "拟离开日期"),
          Map.entry("host", "留宿人"),
          Map.entry("name", "名称"),
          Map.entry("contact", "联系方式"),
          Map.entry("relation", "关系"),
          Map.entry("hotel", "旅馆"),
          Map.entry("code", "编码"),
          Map.entry("documentKind", "证件种类"),
          Map.entry("documentNumber", "证件号码"),
          Map.entry("documentExpiry", "证件有效期至"));

  private final LodgingAuthority authority;

  LodgingPages(LodgingAuthority authority) {
    this.authority = authority;
  }

  void serve(Router router) {
    router
        .page("GET", "/lodging", request -> desk())
        .page("POST", "/lodging/desk", this::arrange)
        .page("GET", "/lodging/registrations/{id}", this::registration)
        .page("POST", "/lodging/registrations/{id}", this::decide);
  }

  private Answer desk() {
    var rows = authority.listNewestFirst().stream().limit(SHOWN).map(LodgingPages::row).toList();
    var desk = authority.desk();
    return Answer.page(
        Page.of(
            "/lodging",
            "The officer's desk",
            "民警窗口",
            el(
                "p.lead",
                both(
                    "Registrations of where foreigners sleep, as they come in.",
                    "境外人员住宿登记，按收到先后排列。")),
            rows.isEmpty()
                ? el("p.notice.sky", both("No registration has come in yet.", "尚未收到住宿登记。"))
                : el("div.letters", rows),
            el("h2", both("When nobody is at the desk", "无人值守时")),
            el(
                "form.card",
                attr("method", "post"),
                attr("action", "/lodging/desk"),
                el(
                    "label.choice",
                    el(
                        "input",
                        attr("type", "checkbox"),
                        attr("name", "automatic"),
                        attr("value", "true"),
                        flag("checked", desk.automatic())),
                    both("Decide by itself", "自动受理")),
                el(
                    "label",
                    both("After so many milliseconds", "延迟（毫秒）"),
                    el(
                        "input",
                        attr("name", "acceptAfterMillis"),
                        attr("inputmode", "numeric"),
                        attr("maxlength", 6),
                        attr("value", desk.acceptAfterMillis()))),
                el(
                    "p.small",
                    both(
                        "An address with the word “return” is returned, any other accepted.",
                        "地址中含“return”的退回，其余受理。")),
                Page.button("Set", "设定"))));
  }

  private static Html row(Registration registration) {
    var record = record(registration);
    return el(
        "a.letter",
        attr("href", "/lodging/registrations/" + registration.id()),
        el("strong", name(record)),
        badge(registration),
        el(
            "span.small",
            Json.text(record, "nationality", "")
                + " · "
                + LodgingAuthority.documentNumber(record)
                + " · "
                + TIME.format(registration.receivedAt())),
        el("span.preview", LodgingAuthority.address(record)));
  }

  private Answer registration(Request request) {
    var registration = find(request);
    var record = record(registration);
    var station = registration.station();
    return Answer.page(
        Page.of(
            "/lodging",
            name(record),
            "住宿登记",
            el("p", badge(registration), " ", el("span.small", registration.id())),
            registration.reason() == null ? null : el("p.notice.amber", registration.reason()),
            el(
                "div.card",
                Page.facts(
                    both("Number", "登记号"), registration.number(),
                    both("Station", "受理单位"), both(station.english(), station.chinese()),
                    both("Received", "收到"), TIME.format(registration.receivedAt()),
                    both("Decided", "办结"),
                        registration.decidedAt() == null
                            ? null
                            : TIME.format(registration.decidedAt()),
                    both("Left on", "离开日期"), registration.departure())),
            registration.status() == Status.RECEIVED ? decisions(registration) : null,
            el("h2", both("As it was filed", "申报内容")),
            el("div.card", fields(record))));
  }

  private static Html decisions(Registration registration) {
    var address = "/lodging/registrations/" + registration.id();
    return el(
        "form.card",
        attr("method", "post"),
        attr("action", address),
        el(
            "label",
            both("If returned: why", "退回原因"),
            el("input", attr("name", "reason"), attr("maxlength", 500))),
        el(
            "div.buttons.beside",
            submit("accept", "button.go", "Accept", "受理"),
            submit("return", "button.stop", "Return", "退回")));
  }

  private static Html fields(JsonNode record) {
    var parts = new ArrayList<Object>();
    for (var field : record.properties()) {
      parts.add(both(words(field.getKey()), CHINESE.getOrDefault(field.getKey(), "")));
      parts.add(
          field.getValue().isObject()
              ? fields(field.getValue())
              : field.getValue().isString()
                  ? field.getValue().asString()
                  : field.getValue().toString());
    }
    return Page.facts(parts.toArray());
  }

  /// `permittedStayUntil` as a person writes it.
  private static String words(String name) {
    var apart = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return apart.isEmpty()
        ? apart
        : apart.substring(0, 1).toUpperCase(Locale.ROOT) + apart.substring(1);
  }

  private Answer decide(Request request) {
    var registration = find(request);
    switch (request.form("act")) {
      case "accept" -> authority.accept(registration.id());
      case "return" -> authority.giveBack(registration.id(), request.form("reason"));
      default -> throw new Refused(422, "ACT_UNKNOWN", "Accept it or return it.");
    }
    return Answer.seeOther("/lodging/registrations/" + registration.id());
  }

  private Answer arrange(Request request) {
    var millis = request.form("acceptAfterMillis");
    if (!millis.matches("\\d{1,6}") || Long.parseLong(millis) > MAX_MILLIS) {
      throw new Refused(422, "NUMBER_OUT_OF_RANGE", "The delay must be 0 to 600000.");
    }
    authority.arrange(new Desk(request.form("automatic").equals("true"), Long.parseLong(millis)));
    return Answer.seeOther("/lodging");
  }

  private Registration find(Request request) {
    return authority
        .find(request.variable("id"))
        .orElseThrow(() -> Refused.notFound("registration"));
  }

  private static Html badge(Registration registration) {
    return switch (registration.status()) {
      case RECEIVED -> el("span.badge.sky", both("Received", "已收到"));
      case ACCEPTED -> el("span.badge.jade", both("Accepted", "已受理"));
      case RETURNED -> el("span.badge.amber", both("Returned", "已退回"));
    };
  }

  private static Html submit(String act, String look, String english, String chinese) {
    return all(
        el(
            "button." + look,
            attr("type", "submit"),
            attr("name", "act"),
            attr("value", act),
            both(english, chinese)));
  }

  private static String name(JsonNode record) {
    return (Json.text(record, "givenNames", "") + " " + Json.text(record, "surname", "")).strip();
  }

  private static JsonNode record(Registration registration) {
    return Json.parse(registration.record().getBytes(StandardCharsets.UTF_8));
  }
}
