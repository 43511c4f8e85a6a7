package hutong.sandbox.wallet;

import static hutong.sandbox.web.Html.all;
import static hutong.sandbox.web.Html.attr;
import static hutong.sandbox.web.Html.both;
import static hutong.sandbox.web.Html.el;
import static hutong.sandbox.web.Html.flag;

import hutong.sandbox.wallet.WalletRecords.Account;
import hutong.sandbox.wallet.WalletRecords.Payment;
import hutong.sandbox.wallet.WalletRecords.Wish;
import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Html;
import hutong.sandbox.web.Page;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/// The wallet as its owner sees it on her phone.
final class WalletPages {

  /// With what a payment can be made to end.
  private enum Refusal {
    USER_BALANCE_NOT_ENOUGH("Balance not enough", "余额不足"),
    RISK_REJECT("Refused by risk control", "风控拒绝"),
    USER_AMOUNT_EXCEED_LIMIT("Over the limit", "超过限额"),
    ORDER_IS_CLOSED("Order is closed", "订单已关闭"),
    PAYMENT_IN_PROCESS("Undecided at first, then paid", "先处理中，随后成功");

    private final String english;
    private final String chinese;

    Refusal(String english, String chinese) {
      this.english = english;
      this.chinese = chinese;
    }
  }

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH)
          .withZone(ZoneId.of("Asia/Shanghai"));
  private static final int SHOWN = 50;

  private final WalletNetwork network;

  WalletPages(WalletNetwork network) {
    this.network = network;
  }

  void serve(Router router) {
    router
        .page("GET", "/wallet", request -> wallets())
        .page("GET", "/wallet/keys", request -> keys())
        .page("GET", "/wallet/accounts/{id}", this::account)
        .page("POST", "/wallet/accounts/{id}/refuse", this::refuse)
        .page("POST", "/wallet/accounts/{id}/top-up", this::topUp)
        .page("GET", "/wallet/authorize/{id}", this::consent)
        .page("POST", "/wallet/authorize/{id}", this::decide);
  }

  private Answer wallets() {
    var tiles =
        network.listAccounts().stream()
            .map(
                account ->
                    el(
                        "a.tile.wallet-" + account.wallet().look(),
                        attr("href", "/wallet/accounts/" + account.id()),
                        el("strong", account.wallet().label()),
                        el("span.money", network.balance(account).text()),
                        el("span.small", holder(account)),
                        badge(account)))
            .toList();
    return Answer.page(
        Page.of(
            "/wallet",
            "Home wallets",
            "境外钱包",
            el(
                "p.lead",
                both(
                    "Wallets from home, with balances that are only numbers. Open one to see what"
                        + " it paid, or to let its next payment fail.",
                    "来自家乡的电子钱包，余额仅为数字。点开可查看账单，或让下一笔付款失败。")),
            el("div.tiles", tiles),
            el(
                "p",
                el("a", attr("href", "/wallet/keys"), both("Keys of the callers", "接入方密钥")),
                el(
                    "span.small",
                    " · ",
                    both(
                        "Notices waiting to be heard: " + network.noticesWaiting(),
                        "待送达通知：" + network.noticesWaiting())))));
  }

  private Answer account(Request request) {
    var account = find(request);
    var choices =
        Arrays.stream(Refusal.values())
            .map(
                refusal ->
                    choice(
                        refusal.name(),
                        both(refusal.english, refusal.chinese),
                        refusal.name().equals(account.refuseNext())))
            .toList();
    var payments = network.listPayments(account.id()).stream().limit(SHOWN).map(this::row).toList();
    return Answer.page(
        Page.of(
            "/wallet",
            account.wallet().label(),
            "练习钱包",
            el(
                "div.balance.wallet-" + account.wallet().look(),
                el("span", both("Balance", "余额")),
                el("strong.money", network.balance(account).text()),
                el("span", holder(account)),
                el("span", both("One payment at most ", "单笔限额 "), account.wallet().limit().text())),
            el(
                "form",
                attr("method", "post"),
                attr("action", "/wallet/accounts/" + account.id() + "/top-up"),
                Page.button("Fill up", "充值")),
            el("h2", both("Refuse the next payment with …", "让下一笔付款以此失败")),
            el(
                "form.card",
                attr("method", "post"),
                attr("action", "/wallet/accounts/" + account.id() + "/refuse"),
                choice("", both("Do not refuse", "不拒绝"), account.refuseNext() == null),
                choices,
                el(
                    "label.choice",
                    el(
                        "input",
                        attr("type", "checkbox"),
                        attr("name", "always"),
                        attr("value", "true"),
                        flag("checked", account.refuseAlways())),
                    both("Every payment from now on, not only the next", "此后每一笔，而非仅下一笔")),
                Page.button("Set", "设定")),
            el("h2", both("Payments", "账单")),
            payments.isEmpty()
                ? el("p.notice.sky", both("Nothing paid yet.", "还没有付款。"))
                : el("div.letters", payments),
            agreements(account)));
  }

  private Html row(Payment payment) {
    var refunded = network.refundedOf(payment);
    return el(
        "div.letter",
        el(
            "strong",
            payment.order().description().isBlank()
                ? payment.order().clientId()
                : payment.order().description()),
        el("span.money", payment.charged().text()),
        el(
            "span.small",
            TIME.format(payment.createdAt()) + " · " + payment.order().amount().text()),
        el(
            "span",
            state(payment),
            refunded.minor() == 0
                ? null
                : el("span.badge.sky", both("Refunded ", "已退 "), refunded.text())));
  }

  private static Html state(Payment payment) {
    return switch (payment.status()) {
      case SUCCESS -> el("span.badge.jade", both("Paid", "已支付"));
      case PROCESSING -> el("span.badge.sky", both("In process", "处理中"));
      case FAIL -> el("span.badge.amber", both("Refused", "被拒"), " ", payment.code());
      case CANCELLED -> el("span.badge.sky", both("Cancelled", "已撤销"));
    };
  }

  private Html agreements(Account account) {
    var rows =
        network.agreements().list(account.id()).stream()
            .map(
                agreement ->
                    el(
                        "li",
                        agreement.merchant(),
                        " ",
                        el("span.small", TIME.format(agreement.createdAt()))))
            .toList();
    return rows.isEmpty()
        ? Html.NOTHING
        : all(el("h2", both("Who may debit", "已授权扣款方")), el("ul.links", rows));
  }

  private Answer refuse(Request request) {
    var account = find(request);
    var code = request.form("code");
    if (code.isEmpty()) {
      network.refuseNext(account, null, false);
    } else if (Arrays.stream(Refusal.values()).anyMatch(each -> each.name().equals(code))) {
      network.refuseNext(account, code, request.form("always").equals("true"));
    } else {
      throw new Refused(422, "CODE_UNKNOWN", "A payment cannot be refused with that code.");
    }
    return Answer.seeOther("/wallet/accounts/" + account.id());
  }

  private Answer topUp(Request request) {
    var account = find(request);
    network.topUp(account);
    return Answer.seeOther("/wallet/accounts/" + account.id());
  }

  private Answer consent(Request request) {
    var found = network.agreements().findOpenWish(request.variable("id"));
    if (found.isEmpty()) {
      return Answer.page(
          410,
          Page.foreign(
              "Too late",
              "wallet",
              el("h1", both("This request has ended", "该请求已失效")),
              el(
                  "p",
                  both(
                      "Go back to where you came from and link the wallet again.",
                      "请返回原页面重新绑定钱包。"))));
    }
    var wish = found.get();
    var accounts = network.listAccounts(wish.wallet());
    var choices =
        IntStream.range(0, accounts.size())
            .mapToObj(
                i ->
                    el(
                        "label.choice.account",
                        el(
                            "input",
                            attr("type", "radio"),
                            attr("name", "account"),
                            attr("value", accounts.get(i).id()),
                            flag("checked", i == 0)),
                        el(
                            "span",
                            holder(accounts.get(i)),
                            el("strong.money", network.balance(accounts.get(i)).text()))))
            .toList();
    return Answer.page(
        Page.foreign(
            wish.wallet().label(),
            "wallet wallet-" + wish.wallet().look(),
            el("div.app-top", el("strong", wish.wallet().label())),
            el("p.small.asks", both("Asks to debit your wallet", "申请从您的钱包扣款")),
            el("h1.merchant", wish.merchant()),
            el("p.small", host(wish.redirectUrl())),
            el(
                "form",
                attr("method", "post"),
                attr("action", "/wallet/authorize/" + wish.id()),
                el(
                    "ul.terms",
                    term(
                        "Take money when you pay with it, without asking again",
                        "在您使用其付款时直接扣款，不再逐笔确认"),
                    term(
                        "At most " + wish.wallet().limit().text() + " at a time",
                        "单笔最多 " + wish.wallet().limit().text()),
                    term("You can withdraw this at any time", "您可随时解除授权")),
                el("fieldset", el("legend", both("From", "付款账户")), choices),
                el(
                    "div.buttons",
                    submit("agree", "button go", "Agree and link", "同意并绑定"),
                    submit("cancel", "button stop", "Cancel", "取消")))));
  }

  private Answer decide(Request request) {
    var wish =
        network
            .agreements()
            .findOpenWish(request.variable("id"))
            .orElseThrow(
                () -> new Refused(410, "WISH_ENDED", "This request has ended. Start again."));
    if (!request.form("act").equals("agree")) {
      return Answer.seeOther(back(wish, "authState=" + encoded(wish.state())));
    }
    var account =
        network
            .findAccount(request.form("account"))
            .filter(each -> each.wallet() == wish.wallet())
            .orElseThrow(() -> Refused.notFound("account of that name"));
    var agreed = network.agreements().agree(wish, account);
    var code = agreed.authCode() == null ? "" : agreed.authCode();
    return Answer.seeOther(
        back(wish, "authCode=" + encoded(code) + "&authState=" + encoded(wish.state())));
  }

  private Answer keys() {
    var clients =
        network.listClients().stream().map(client -> el("li", el("code", client.id()))).toList();
    return Answer.page(
        Page.of(
            "/wallet",
            "Keys of the callers",
            "接入方密钥",
            el("h2", both("The network's public key", "网络公钥")),
            el("pre", network.seal().publicKeyPem()),
            el("h2", both("Who may call", "已登记接入方")),
            clients.isEmpty()
                ? el("p.notice.sky", both("Nobody yet.", "暂无。"))
                : el("ul.links", clients),
            el(
                "form.card",
                attr("method", "post"),
                attr("action", "/wallet/clients"),
                el(
                    "label",
                    "Client-Id",
                    el("input", attr("name", "clientId"), attr("maxlength", 64))),
                el(
                    "label",
                    both("Public key, RSA, PEM", "RSA 公钥（PEM）"),
                    el("textarea", attr("name", "publicKeyPem"), attr("rows", 6))),
                el("p"),
                Page.button("Register", "登记"))));
  }

  private Account find(Request request) {
    return network
        .findAccount(request.variable("id"))
        .orElseThrow(() -> Refused.notFound("wallet of that name"));
  }

  private static Html badge(Account account) {
    return account.refuseNext() == null
        ? Html.NOTHING
        : el("span.badge.amber", both("Will refuse", "将拒绝"), " " + account.refuseNext());
  }

  private static Html holder(Account account) {
    return account.id().endsWith("-full")
        ? both("Well filled", "余额充足")
        : both("Almost empty", "余额很少");
  }

  private static Html choice(String code, Html label, boolean chosen) {
    return el(
        "label.choice",
        el(
            "input",
            attr("type", "radio"),
            attr("name", "code"),
            attr("value", code),
            flag("checked", chosen)),
        label);
  }

  private static Html term(String english, String chinese) {
    return el("li", both(english, chinese));
  }

  private static Html submit(String act, String look, String english, String chinese) {
    return el(
        "button." + look.replace(' ', '.'),
        attr("type", "submit"),
        attr("name", "act"),
        attr("value", act),
        both(english, chinese));
  }

  private static String back(Wish wish, String query) {
    return wish.redirectUrl() + (wish.redirectUrl().contains("?") ? "&" : "?") + query;
  }

  private static String host(String address) {
    var authority = URI.create(address).getAuthority();
    return authority == null ? "" : authority;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
