package hutong.sandbox.authority;

import static hutong.sandbox.web.Html.all;
import static hutong.sandbox.web.Html.attr;
import static hutong.sandbox.web.Html.both;
import static hutong.sandbox.web.Html.el;
import static hutong.sandbox.web.Html.flag;

import hutong.sandbox.authority.Issuer.Order;
import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Html;
import hutong.sandbox.web.Page;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The counter where a newcomer takes a practice passport.
final class AuthorityPages {

  private final Issuer issuer;
  private final Authority authority;

  AuthorityPages(Issuer issuer, Authority authority) {
    this.issuer = issuer;
    this.authority = authority;
  }

  void serve(Router router) {
    router
        .page("GET", "/authority", request -> counter())
        .page("POST", "/authority/issue", this::issue)
        .page("GET", "/authority/people/{id}", this::person)
        .page("GET", "/authority/people/{id}/portrait.jpg", this::portrait)
        .page("GET", "/authority/people/{id}/chip.zip", this::chip)
        .page("GET", "/authority/passports/{id}", this::passport)
        .page("GET", "/authority/passports/{id}/chip.zip", this::passportZip)
        .page("GET", "/authority/passports/{id}/portrait.jpg", this::passportPortrait)
        .page("GET", "/authority/passports/{id}/{file}", this::passportFile);
  }

  private Answer counter() {
    var people =
        PracticePeople.list().stream()
            .map(
                person ->
                    el(
                        "a.person",
                        attr("href", "/authority/people/" + person.id()),
                        picture("/authority/people/" + person.id() + "/portrait.jpg"),
                        el(
                            "span",
                            el("strong", person.fullName()),
                            el("span.small", facts(person)),
                            el("span.small", both(story(person), storyChinese(person))))))
            .toList();
    return Answer.page(
        Page.of(
            "/authority",
            "Passport authority",
            "护照签发机关",
            el(
                "p.lead",
                both(
                    "Take the passport of an invented person, right or spoiled, with the files of"
                        + " its chip.",
                    "领取虚构人员的护照（真实或做了手脚的）及其芯片文件。")),
            el("h2", both("People of practice", "练习人员")),
            el("div.people", people),
            el("h2", both("Invent someone", "自拟人员")),
            inventForm(),
            el("h2", both("For those who verify", "供核验方使用")),
            trustLinks()));
  }

  private Answer person(Request request) {
    var person = find(request.variable("id"));
    return Answer.page(
        Page.of(
            "",
            person.fullName(),
            "练习人员",
            el(
                "div.card.split",
                picture("/authority/people/" + person.id() + "/portrait.jpg"),
                el(
                    "div",
                    Page.facts(
                        both("Surname", "姓"), person.surname(),
                        both("Given names", "名"), person.givenNames(),
                        both("Nationality", "国籍"), nationality(person),
                        both("Born", "出生"), person.birth(),
                        both("Sex", "性别"), person.sex(),
                        both("Practises", "练习点"), both(story(person), storyChinese(person))))),
            el("h2", both("Issue a passport", "签发护照")),
            el(
                "form.card",
                attr("method", "post"),
                attr("action", "/authority/issue"),
                Page.hidden("person", person.id()),
                choices(),
                Page.button("Issue", "签发"))));
  }

  private Answer issue(Request request) {
    var person = request.form("person");
    var holder =
        person.isEmpty()
            ? new Holder(
                "",
                request.form("surname"),
                request.form("givenNames"),
                request.form("nationality"),
                request.form("birth"),
                request.form("sex"),
                null,
                null)
            : find(person);
    var order =
        new Order(
            holder,
            "",
            request.form("number"),
            request.form("expiry"),
            request.form("format"),
            Authority.variant(request.form("variant")),
            Authority.algorithm(request.form("algorithm")));
    var passport = authority.issueAndRemember(order);
    return Answer.seeOther("/authority/passports/" + passport.id());
  }

  private Answer passport(Request request) {
    var passport = authority.remembered(request.variable("id"));
    var holder = passport.holder();
    var address = "/authority/passports/" + passport.id();
    var files =
        passport.files().entrySet().stream()
            .map(
                file ->
                    el(
                        "a.chip",
                        attr("href", address + "/" + file.getKey()),
                        file.getKey(),
                        el("span.small", file.getValue().length + " bytes")))
            .toList();
    boolean genuine = passport.variant() == Variant.GENUINE;
    return Answer.page(
        Page.of(
            "",
            "A practice passport",
            "练习护照",
            el(
                "div.passport",
                el(
                    "div.passport-top",
                    el("span", "PASSPORT · 护照"),
                    el("span", States.name(stateOf(holder), Locale.ENGLISH))),
                el(
                    "div.split",
                    picture(address + "/portrait.jpg"),
                    el(
                        "div",
                        Page.facts(
                            both("Surname", "姓"), holder.surname(),
                            both("Given names", "名"), holder.givenNames(),
                            both("Nationality", "国籍"), nationality(holder),
                            both("Born", "出生"), holder.birth(),
                            both("Sex", "性别"), holder.sex()))),
                el("pre.mrz", String.join("\n", passport.mrz()))),
            el(
                genuine ? "p.notice.jade" : "p.notice.amber",
                both(passport.variant().english(), passport.variant().chinese()),
                el("br"),
                el("code", passport.variant().word() + " · " + passport.algorithm().word())),
            el("h2", both("The chip's files", "芯片文件")),
            el("div.chips", files),
            el(
                "p",
                el(
                    "a.button",
                    attr("href", address + "/chip.zip"),
                    both("All files as one ZIP", "打包下载 ZIP")),
                " ",
                el("a.button.quiet", attr("href", "/authority"), both("Another", "再领一本")))));
  }

  private Answer passportZip(Request request) {
    var passport = authority.remembered(request.variable("id"));
    return Answer.file("application/zip", "sandbox-passport.zip", passport.zip());
  }

  private Answer passportPortrait(Request request) {
    return Answer.of(200, "image/jpeg", authority.remembered(request.variable("id")).portrait());
  }

  private Answer passportFile(Request request) {
    var name = request.variable("file");
    var file = authority.remembered(request.variable("id")).files().get(name);
    if (file == null) {
      throw Refused.notFound("file of that name");
    }
    return Answer.file("application/octet-stream", name + ".bin", file);
  }

  /// The files of a practice person without a form: an address that documentation can give.
  private Answer chip(Request request) {
    var passport =
        issuer.issue(
            new Order(
                find(request.variable("id")),
                "",
                "",
                "",
                request.query("format", ""),
                Authority.variant(request.query("variant", "genuine")),
                Authority.algorithm(request.query("algorithm", "ecdsa-p256-sha256"))));
    return Answer.file("application/zip", "sandbox-passport.zip", passport.zip());
  }

  private Answer portrait(Request request) {
    return Answer.of(200, "image/jpeg", issuer.portrait(find(request.variable("id"))))
        .with("Cache-Control", "max-age=3600");
  }

  private static Html inventForm() {
    return el(
        "form.card",
        attr("method", "post"),
        attr("action", "/authority/issue"),
        el(
            "div.fields",
            field("surname", "Surname", "姓", "Þórsson-Łuc", null),
            field("givenNames", "Given names", "名", "Zoë", null),
            field("nationality", "State (three letters)", "国家代码", "", "PRT"),
            field("birth", "Date of birth", "出生日期", "", "1990-01-31"),
            select("sex", both("Sex", "性别"), List.of("F", "M", "X")),
            field("number", "Number (or leave empty)", "号码（可不填）", "", null),
            field("expiry", "Expires (or leave empty)", "有效期（可不填）", "2031-05-20", null)),
        choices(),
        Page.button("Issue", "签发"));
  }

  private static Html choices() {
    var variants =
        Arrays.stream(Variant.values())
            .map(
                variant ->
                    el(
                        "label.choice",
                        el(
                            "input",
                            attr("type", "radio"),
                            attr("name", "variant"),
                            attr("value", variant.word()),
                            flag("checked", variant == Variant.GENUINE)),
                        both(variant.english(), variant.chinese())))
            .toList();
    return all(
        el("fieldset", el("legend", both("What is wrong with it", "存在的问题")), variants),
        el(
            "div.fields",
            select(
                "algorithm",
                both("Signed with", "签名算法"),
                Arrays.stream(ChipAlgorithm.values()).map(ChipAlgorithm::word).toList()),
            select("format", both("Format", "规格"), List.of("TD3", "TD1", "TD2"))));
  }

  private static Html field(
      String name, String english, String chinese, String hint, @Nullable String value) {
    return el(
        "label",
        both(english, chinese),
        el(
            "input",
            attr("name", name),
            attr("maxlength", 120),
            attr("autocomplete", "off"),
            attr("placeholder", hint),
            value == null ? null : attr("value", value)));
  }

  private static Html select(String name, Html label, List<String> values) {
    return el(
        "label",
        label,
        el(
            "select",
            attr("name", name),
            values.stream().map(value -> Page.option(value, value, false)).toList()));
  }

  private static Html trustLinks() {
    return el(
        "ul.links",
        link("/authority/trust.zip", "Everything in one file", "全部信任材料"),
        link("/authority/masterlist.ml", "Master list", "主列表"),
        link("/authority/csca.pem", "Country certificates, PEM", "国家证书 PEM"),
        link("/authority/csca.cer?state=PRT", "One country certificate, DER", "单个国家证书 DER"),
        link("/authority/crl.crl?state=PRT", "Its revocation list", "吊销列表"),
        link("/authority/people.json", "The people of practice, JSON", "练习人员 JSON"));
  }

  private static Html link(String address, String english, String chinese) {
    return el(
        "li", el("a", attr("href", address), both(english, chinese)), " ", el("code", address));
  }

  private static Html picture(String address) {
    return el(
        "img.portrait",
        attr("src", address),
        attr("alt", ""),
        attr("width", 120),
        attr("height", 160));
  }

  private static String facts(Holder person) {
    return nationality(person) + " · " + person.birth() + " · " + person.sex();
  }

  private static String nationality(Holder person) {
    var state = stateOf(person);
    return state
        + " "
        + States.name(state, Locale.ENGLISH)
        + " "
        + States.name(state, Locale.SIMPLIFIED_CHINESE);
  }

  private static String stateOf(Holder person) {
    return States.find(person.nationality()).orElse(person.nationality());
  }

  private static String story(Holder person) {
    return person.story() == null ? "" : person.story();
  }

  private static String storyChinese(Holder person) {
    return person.storyChinese() == null ? "" : person.storyChinese();
  }

  private static Holder find(String id) {
    return PracticePeople.find(id).orElseThrow(() -> Refused.notFound("practice person"));
  }
}
