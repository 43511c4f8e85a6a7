package hutong.sandbox.psp;

import static hutong.sandbox.web.Html.all;
import static hutong.sandbox.web.Html.attr;
import static hutong.sandbox.web.Html.both;
import static hutong.sandbox.web.Html.el;

import hutong.sandbox.psp.PspRecords.Intent;
import hutong.sandbox.psp.PspRecords.Method;
import hutong.sandbox.psp.PspRecords.Session;
import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Html;
import hutong.sandbox.web.Ids;
import hutong.sandbox.web.Page;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import java.net.URI;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The card page, the bank's challenge, and a look at what was paid.
final class PspPages {

  /// What was typed, and what was wrong with it.
  private record Typed(String number, String expiry, String cvc, String name) {

    static final Typed NOTHING = new Typed("", "", "", "");

    static Typed of(Request request) {
      return new Typed(
          request.form("number").replaceAll("[\\s-]", ""),
          request.form("expiry"),
          request.form("cvc"),
          request.form("name"));
    }
  }

  private record Words(String english, String chinese) {}

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH)
          .withZone(ZoneId.of("Asia/Shanghai"));
  private static final int SHOWN = 50;
  private static final int MAX_NAME = 100;

  private final CardProcessor processor;
  private final InstantSource clock;

  PspPages(CardProcessor processor, InstantSource clock) {
    this.processor = processor;
    this.clock = clock;
  }

  void serve(Router router) {
    router
        .page("GET", "/psp", request -> payments())
        .page("GET", "/psp/pay/{id}", request -> cardPage(open(request), Typed.NOTHING, null))
        .page("POST", "/psp/pay/{id}", this::typed)
        .page("GET", "/psp/pay/{id}/cancel", this::cancelled)
        .page("GET", "/psp/3ds/{id}", this::challenge)
        .page("POST", "/psp/3ds/{id}", this::challenged);
  }

  private Answer payments() {
    var rows = processor.listIntents().stream().limit(SHOWN).map(this::row).toList();
    return Answer.page(
        Page.of(
            "/psp",
            "Card payments",
            "银行卡支付",
            el(
                "p.lead",
                both(
                    "What was charged to test cards. No bank is behind it.", "测试卡的扣款记录，背后没有真实银行。")),
            rows.isEmpty()
                ? el("p.notice.sky", both("Nothing paid yet.", "还没有付款。"))
                : el("div.letters", rows),
            el("h2", both("Test cards", "测试卡")),
            hints(),
            el(
                "p.small",
                both(
                    "Merchants registered: " + processor.listMerchants().size(),
                    "已登记商户：" + processor.listMerchants().size()))));
  }

  private Html row(Intent intent) {
    var method = processor.findMethod(intent.method());
    return el(
        "div.letter",
        el(
            "strong",
            intent.description() == null ? intent.id().substring(0, 12) : intent.description()),
        el("span.money", intent.amount().text()),
        el(
            "span.small",
            TIME.format(intent.created())
                + method
                    .map(m -> " · " + m.card().brand() + " •••• " + m.card().last4())
                    .orElse("")),
        el("span", badge(intent)));
  }

  private static Html badge(Intent intent) {
    if (intent.decline() != null) {
      var reason = intent.decline().reason();
      return el(
          "span.badge.amber",
          both("Declined", "被拒"),
          " " + (reason == null ? intent.decline().code() : reason));
    }
    var look = intent.status().equals("succeeded") ? "span.badge.jade" : "span.badge.sky";
    return all(
        el(look, intent.status()),
        intent.refunded() == 0 ? null : el("span.badge.sky", both("Refunded", "已退款")));
  }

  // The card page

  private Answer cardPage(Session session, Typed typed, @Nullable Words wrong) {
    return Answer.page(
        wrong == null ? 200 : 422,
        Page.foreign(
            "Save a card",
            "cards",
            el(
                "div.app-top",
                el("strong", "Sandbox Card Payments"),
                el("span.small", host(session.successUrl()))),
            el("h1", both("Save your card", "绑定银行卡")),
            el(
                "p.small",
                both(
                    "Nothing is taken now. Only the test cards below work; never type a real card.",
                    "现在不扣款。仅限使用下方测试卡，请勿输入真实卡号。")),
            wrong == null
                ? null
                : el(
                    "p.notice.amber",
                    attr("role", "alert"),
                    both(wrong.english(), wrong.chinese())),
            el(
                "form.card",
                attr("method", "post"),
                attr("action", "/psp/pay/" + session.id()),
                field("number", "Card number", "卡号", typed.number(), "4242 4242 4242 4242"),
                el(
                    "div.pair",
                    field("expiry", "Expires", "有效期", typed.expiry(), "12/34"),
                    field("cvc", "Code", "安全码", typed.cvc(), "123")),
                field("name", "Name on card", "持卡人", typed.name(), "Maria Pereira"),
                el(
                    "div.buttons",
                    Page.button("Save card", "绑定"),
                    el(
                        "a.button.quiet",
                        attr("href", "/psp/pay/" + session.id() + "/cancel"),
                        both("Cancel", "取消")))),
            el("h2", both("Test cards", "测试卡")),
            hints()));
  }

  private Answer typed(Request request) {
    var session = open(request);
    var typed = Typed.of(request);
    var expiry = expiry(typed.expiry());
    var card = TestCard.find(typed.number());
    var wrong = wrong(typed, expiry, card);
    if (wrong != null || expiry.isEmpty() || card.isEmpty()) {
      return cardPage(session, typed, wrong);
    }
    var decline = card.get().declineWhenSaved();
    if (decline != null) {
      return cardPage(session, typed, new Words(decline.message(), "发卡行拒绝了此卡。"));
    }
    processor.typed(
        session,
        new Method(
            Ids.random("pm_"),
            session.merchant(),
            session.customer(),
            card.get(),
            expiry.get().getMonthValue(),
            expiry.get().getYear(),
            typed.name(),
            clock.instant()));
    return Answer.seeOther(
        processor.isChallenged(session) ? "/psp/3ds/" + session.id() : success(session));
  }

  private @Nullable Words wrong(Typed typed, Optional<YearMonth> expiry, Optional<TestCard> card) {
    if (!typed.number().matches("\\d{12,19}") || !passesLuhn(typed.number())) {
      return new Words("Your card number is incorrect.", "卡号不正确。");
    }
    if (expiry.isEmpty()) {
      return new Words("The date looks like 12/34.", "有效期格式应为 12/34。");
    }
    if (expiry.get().isBefore(YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)))) {
      return new Words("Your card's expiration date is in the past.", "此卡已过期。");
    }
    if (!typed.cvc().matches("\\d{3,4}")) {
      return new Words("Your card's security code is incomplete.", "安全码不完整。");
    }
    if (typed.name().length() > MAX_NAME) {
      return new Words("The name is too long.", "姓名过长。");
    }
    return card.isEmpty()
        ? new Words("Only the test cards below work here.", "此处仅可使用下方测试卡。")
        : null;
  }

  private Answer cancelled(Request request) {
    return Answer.seeOther(open(request).cancelUrl());
  }

  // The bank's challenge

  private Answer challenge(Request request) {
    var session = open(request);
    if (!processor.isChallenged(session)) {
      return Answer.seeOther("/psp/pay/" + session.id());
    }
    return Answer.page(
        Page.foreign(
            "3-D Secure",
            "bank",
            el(
                "div.app-top",
                el("strong", both("Sandbox Bank", "沙盒银行")),
                el("span.small", "3-D Secure")),
            el("h1", both("Is it you?", "请确认是您本人")),
            el(
                "p",
                both(
                    "A merchant wants to keep your card for later payments. Your bank asks once"
                        + " whether this is you.",
                    "商户希望保存您的银行卡用于后续付款，银行需确认是您本人操作。")),
            Page.facts(
                both("Merchant", "商户"), host(session.successUrl()),
                both("Amount", "金额"), both("Nothing now", "暂不扣款")),
            el(
                "form",
                attr("method", "post"),
                attr("action", "/psp/3ds/" + session.id()),
                el(
                    "div.buttons",
                    answer("pass", "button.go", "Yes, it is me", "是我本人"),
                    answer("fail", "button.stop", "No, refuse", "不是，拒绝")))));
  }

  private Answer challenged(Request request) {
    var session = open(request);
    boolean passed = request.form("act").equals("pass");
    processor.challenged(session, passed);
    return passed
        ? Answer.seeOther(success(session))
        : cardPage(
            session,
            Typed.NOTHING,
            new Words(
                "Your bank could not confirm that it is you. Try another card.",
                "银行未能确认您的身份，请换一张卡。"));
  }

  private Session open(Request request) {
    return processor
        .findOpenSession(request.variable("id"))
        .orElseThrow(
            () ->
                new Refused(
                    410, "SESSION_ENDED", "This card page has ended. Go back and start again."));
  }

  private static String success(Session session) {
    return session.successUrl().replace("{CHECKOUT_SESSION_ID}", session.id());
  }

  private static Html hints() {
    var rows =
        Arrays.stream(TestCard.values())
            .map(
                card ->
                    el(
                        "li",
                        el("code", card.number().replaceAll("(\\d{4})(?=\\d)", "$1 ")),
                        " ",
                        el("span.small", both(card.english(), card.chinese()))))
            .toList();
    return el("ul.links.hints", rows);
  }

  private static Html field(
      String name, String english, String chinese, String value, String hint) {
    return el(
        "label",
        both(english, chinese),
        el(
            "input",
            attr("name", name),
            attr("value", value),
            attr("maxlength", name.equals("name") ? MAX_NAME : 30),
            name.equals("name") ? null : attr("inputmode", "numeric"),
            attr("autocomplete", "off"),
            attr("placeholder", hint)));
  }

  private static Html answer(String act, String look, String english, String chinese) {
    return el(
        "button." + look,
        attr("type", "submit"),
        attr("name", "act"),
        attr("value", act),
        both(english, chinese));
  }

  private static Optional<YearMonth> expiry(String text) {
    var digits = text.replaceAll("[\\s/]", "");
    if (!digits.matches("(0[1-9]|1[0-2])(\\d{2}|20\\d{2})")) {
      return Optional.empty();
    }
    int year = Integer.parseInt(digits.substring(digits.length() - 2));
    return Optional.of(YearMonth.of(2000 + year, Integer.parseInt(digits.substring(0, 2))));
  }

  private static boolean passesLuhn(String number) {
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = number.charAt(number.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit : digit * 2;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  private static String host(String address) {
    var authority = URI.create(address.replace("{CHECKOUT_SESSION_ID}", "id")).getAuthority();
    return authority == null ? "" : authority;
  }
}
