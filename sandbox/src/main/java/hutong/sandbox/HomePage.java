package hutong.sandbox;

import static hutong.sandbox.web.Html.attr;
import static hutong.sandbox.web.Html.both;
import static hutong.sandbox.web.Html.el;

import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Html;
import hutong.sandbox.web.Page;
import hutong.sandbox.web.Router;

/// What is where.
final class HomePage {

  private final String publicUrl;
  private final int smtpPort;

  HomePage(String publicUrl, int smtpPort) {
    this.publicUrl = publicUrl;
    this.smtpPort = smtpPort;
  }

  void serve(Router router) {
    router.page("GET", "/", request -> Answer.page(page()));
  }

  private Html page() {
    return Page.of(
        "/",
        "The outside world, for practice",
        "外部世界练习场",
        el(
            "p.lead",
            both(
                "Passports, wallets, cards, the police desk and the post, all invented. Whatever"
                    + " you do here reaches nobody.",
                "护照、钱包、银行卡、派出所窗口和邮箱，全部为虚构；在此所做的一切不会影响任何人。")),
        el(
            "div.tiles",
            tile(
                "/authority",
                "Passport authority",
                "护照签发机关",
                "Take a practice passport, genuine or spoiled",
                "领取真实或做了手脚的练习护照"),
            tile(
                "/reader",
                "Passport reader",
                "护照读卡器",
                "Hold a passport to a reader that a service asked for",
                "为服务读取护照芯片"),
            tile(
                "/wallet",
                "Home wallets",
                "境外钱包",
                "Balances, history, refuse the next payment",
                "余额、账单、拒绝下一笔付款"),
            tile("/psp", "Card payments", "银行卡支付", "Test cards, payments and refunds", "测试卡、付款与退款"),
            tile("/bank", "The bank", "银行", "Transfers that the platform ordered", "平台发出的付款"),
            tile(
                "/settlement",
                "Settlement files",
                "清算文件",
                "What each rail says it moved, honest or not",
                "各渠道每日账单，可令其出错"),
            tile(
                "/lodging",
                "Lodging authority",
                "住宿登记机关",
                "The officer's desk: accept or return a registration",
                "民警窗口：受理或退回登记"),
            tile(
                "/mail",
                "Mailbox",
                "邮箱",
                "Every letter the platform sends, for whomever",
                "平台发出的所有邮件"),
            tile(
                "/rates",
                "Exchange rates",
                "汇率",
                "Reference rates in the form of the ECB",
                "欧洲央行格式的参考汇率"),
            tile("/control", "Faults", "故障", "Make a part slow, wrong or dead", "让某部分变慢、出错或失联")),
        el("h2", both("Addresses for programs", "程序接口地址")),
        el(
            "div.card",
            Page.facts(
                both("Passports", "护照"), el("code", publicUrl + "/authority/passports"),
                both("Trust material", "信任材料"), el("code", publicUrl + "/authority/trust.zip"),
                both("Reader", "读卡器"), el("code", publicUrl + "/reader?session=…&return=…"),
                both("Wallet network", "钱包网络"), el("code", publicUrl + "/wallet"),
                both("Card payments", "银行卡支付"), el("code", publicUrl + "/psp"),
                both("Rates", "汇率"), el("code", publicUrl + "/rates/eurofxref-daily.xml"),
                both("Lodging", "住宿登记"), el("code", publicUrl + "/lodging"),
                both("Mail (SMTP)", "邮件 SMTP"), el("code", "127.0.0.1:" + smtpPort))));
  }

  private static Html tile(
      String path, String english, String chinese, String what, String whatChinese) {
    return el(
        "a.tile",
        attr("href", path),
        el("strong", both(english, chinese)),
        el("span.small", both(what, whatChinese)));
  }
}
