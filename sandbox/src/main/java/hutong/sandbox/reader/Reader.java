package hutong.sandbox.reader;

import static hutong.sandbox.web.Html.all;
import static hutong.sandbox.web.Html.attr;
import static hutong.sandbox.web.Html.both;
import static hutong.sandbox.web.Html.el;
import static hutong.sandbox.web.Html.flag;

import hutong.sandbox.authority.Issuer;
import hutong.sandbox.authority.PracticePeople;
import hutong.sandbox.authority.Variant;
import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Html;
import hutong.sandbox.web.Json;
import hutong.sandbox.web.Page;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

/// The virtual reader. It reads a practice passport and posts its files to a reader session.
public final class Reader {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MAX_ADDRESS = 2_000;
  private static final int MAX_SHOWN = 300;

  private final Issuer issuer;
  private final HttpClient client;

  public Reader(Issuer issuer, HttpClient client) {
    this.issuer = issuer;
    this.client = client;
  }

  public void serve(Router router) {
    router
        .page("GET", "/reader", this::show)
        .page("POST", "/reader", request -> read(Visit.of(request, true)));
  }

  /// What the browser came with: where the files go, where it goes afterwards, whose they are.
  private record Visit(String session, String back, String person, String variant) {

    static Visit of(Request request, boolean posted) {
      return new Visit(
          address(posted ? request.form("session") : request.query("session", "")),
          address(posted ? request.form("return") : request.query("return", "")),
          posted ? request.form("person") : request.query("person", "maria"),
          posted ? request.form("variant") : request.query("variant", "genuine"));
    }

    private static String address(String address) {
      if (address.isEmpty()) {
        return address;
      }
      try {
        var uri = URI.create(address);
        if (address.length() > MAX_ADDRESS
            || uri.getHost() == null
            || uri.getScheme() == null
            || !Set.of("http", "https").contains(uri.getScheme())) {
          throw new Refused(400, "ADDRESS_UNUSABLE", "An address must begin with http or https.");
        }
        return uri.toString();
      } catch (IllegalArgumentException _) {
        throw new Refused(400, "ADDRESS_UNUSABLE", "An address cannot be read.");
      }
    }
  }

  private Answer show(Request request) {
    var visit = Visit.of(request, false);
    if (request.query("at-once", "").equals("true") && !visit.session().isEmpty()) {
      return read(visit);
    }
    var content =
        visit.session().isEmpty()
            ? all(
                el(
                    "p.notice.sky",
                    both(
                        "Nobody has asked for a passport. Open the reader from the service that"
                            + " wants to see one.",
                        "目前没有读取请求。请从需要核验护照的服务打开读卡器。")),
                el("p", el("a.button", attr("href", "/authority"), both("Passports", "练习护照"))))
            : form(visit);
    return Answer.page(Page.of("/reader", "Passport reader", "护照读卡器", content));
  }

  private static Html form(Visit visit) {
    var people =
        PracticePeople.list().stream()
            .map(
                person ->
                    el(
                        "label.person",
                        el(
                            "input",
                            attr("type", "radio"),
                            attr("name", "person"),
                            attr("value", person.id()),
                            flag("checked", person.id().equals(visit.person()))),
                        el(
                            "img.portrait",
                            attr("src", "/authority/people/" + person.id() + "/portrait.jpg"),
                            attr("alt", ""),
                            attr("width", 60),
                            attr("height", 80)),
                        el(
                            "span",
                            el("strong", (person.givenNames() + " " + person.surname()).strip()),
                            el("span.small", person.nationality() + " · " + person.birth()))))
            .toList();
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
                            flag("checked", variant.word().equals(visit.variant()))),
                        both(variant.english(), variant.chinese())))
            .toList();
    return el(
        "form",
        attr("method", "post"),
        attr("action", "/reader"),
        Page.hidden("session", visit.session()),
        Page.hidden("return", visit.back()),
        el("p.lead", both("Whose passport do you hold?", "您手持谁的护照？")),
        el("div.people", people),
        el(
            "details.card",
            attr("open", ""),
            el("summary", both("Right or spoiled", "真实或做了手脚")),
            variants),
        el(
            "div.sticky",
            Page.button("Hold the passport to the reader", "将护照贴近读卡器"),
            el(
                "p.small",
                both("The chip's files go to ", "芯片文件将发送至 "),
                el("code", URI.create(visit.session()).getAuthority()))));
  }

  private Answer read(Visit visit) {
    if (visit.session().isEmpty()) {
      throw new Refused(400, "SESSION_MISSING", "A reader needs a session to read for.");
    }
    var holder =
        PracticePeople.find(visit.person()).orElseThrow(() -> Refused.notFound("practice person"));
    var variant =
        Variant.find(visit.variant())
            .orElseThrow(() -> new Refused(422, "VARIANT_UNKNOWN", "There is no such variant."));
    var passport = issuer.issue(Issuer.Order.of(holder, variant));
    var body = Json.bytes(Json.object("files", passport.encodedFiles()));
    var session = visit.session().replaceAll("/$", "");
    var post =
        HttpRequest.newBuilder(URI.create(session + "/files"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      var answer = client.send(post, HttpResponse.BodyHandlers.ofByteArray());
      boolean taken = answer.statusCode() / 100 == 2;
      return taken && !visit.back().isEmpty()
          ? Answer.seeOther(visit.back())
          : outcome(visit, taken, new String(answer.body(), StandardCharsets.UTF_8));
    } catch (IOException _) {
      return outcome(visit, false, "");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return outcome(visit, false, "");
    }
  }

  private static Answer outcome(Visit visit, boolean taken, String said) {
    var words =
        taken
            ? el("p.notice.jade", both("The files were taken.", "芯片文件已送达。"))
            : el(
                "p.notice.amber",
                said.isEmpty()
                    ? both("The service did not answer.", "对方没有应答。")
                    : both("The service did not take the files.", "对方未接受芯片文件。"));
    var shown = said.length() > MAX_SHOWN ? said.substring(0, MAX_SHOWN) + "…" : said;
    return Answer.page(
        taken ? 200 : 502,
        Page.of(
            "/reader",
            "Passport reader",
            "护照读卡器",
            words,
            shown.isEmpty() ? null : el("pre", shown),
            visit.back().isEmpty()
                ? null
                : el("p", el("a.button", attr("href", visit.back()), both("Go back", "返回")))));
  }
}
