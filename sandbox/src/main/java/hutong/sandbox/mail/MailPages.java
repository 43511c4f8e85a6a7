package hutong.sandbox.mail;

import static hutong.sandbox.web.Html.all;
import static hutong.sandbox.web.Html.attr;
import static hutong.sandbox.web.Html.both;
import static hutong.sandbox.web.Html.el;

import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Html;
import hutong.sandbox.web.Page;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where a tester reads the letters that the platform sent.
final class MailPages {

  private static final Pattern ADDRESS =
      Pattern.compile("https?://[^\\s<>\"'）】]+[^\\s<>\"'.,;:!?)）】]");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM, HH:mm:ss", Locale.ENGLISH)
          .withZone(ZoneId.of("Asia/Shanghai"));
  private static final int SHOWN = 200;
  private static final int PREVIEW = 90;

  private final Mailbox mailbox;

  MailPages(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  void serve(Router router) {
    router
        .page("GET", "/mail", this::list)
        .page("POST", "/mail/clear", this::clear)
        .page("GET", "/mail/{id}", this::letter)
        .page("GET", "/mail/{id}/raw", this::raw)
        .page("GET", "/mail/{id}/files/{index}", this::file);
  }

  private Answer list(Request request) {
    var to = request.query("to", "");
    var rows = mailbox.listNewestFirst(to).stream().limit(SHOWN).map(MailPages::row).toList();
    var filter =
        el(
            "form.filter",
            attr("method", "get"),
            attr("action", "/mail"),
            el(
                "label",
                both("For", "收件人"),
                el(
                    "input",
                    attr("type", "email"),
                    attr("name", "to"),
                    attr("value", to),
                    attr("maxlength", 200),
                    attr("placeholder", "maria@example.org"))),
            Page.button("Show", "筛选"));
    var empty =
        el(
            "p.notice.sky",
            both(
                "No letters yet. What the platform sends appears here a moment later.",
                "还没有邮件。平台发出的邮件稍后会出现在这里。"));
    var clear =
        el(
            "form",
            attr("method", "post"),
            attr("action", "/mail/clear"),
            el("button.button.quiet", attr("type", "submit"), both("Empty the box", "清空")));
    return Answer.page(
        Page.of(
            "/mail",
            "Mailbox",
            "邮箱",
            filter,
            rows.isEmpty() ? empty : all(el("div.letters", rows), clear)));
  }

  private static Html row(Letter letter) {
    var text = letter.text().strip().replaceAll("\\s+", " ");
    return el(
        "a.letter",
        attr("href", "/mail/" + letter.id()),
        el("strong", letter.subject().isBlank() ? "(no subject)" : letter.subject()),
        el("span.time", TIME.format(letter.receivedAt())),
        el("span.small", "→ " + String.join(", ", letter.to())),
        el("span.preview", text.length() > PREVIEW ? text.substring(0, PREVIEW) + "…" : text));
  }

  private Answer letter(Request request) {
    var letter = mailbox.get(request.variable("id"));
    var files = new ArrayList<Html>();
    for (int i = 0; i < letter.attachments().size(); i++) {
      var file = letter.attachments().get(i);
      files.add(
          el(
              "a.chip",
              attr("href", "/mail/" + letter.id() + "/files/" + i),
              file.name(),
              el("span.small", file.size() + " bytes")));
    }
    return Answer.page(
        Page.of(
            "/mail",
            "Letter",
            "邮件",
            el(
                "div.card",
                el("h2", letter.subject()),
                Page.facts(
                    both("From", "发件人"), letter.from(),
                    both("To", "收件人"), String.join(", ", letter.to()),
                    both("Received", "收到"), TIME.format(letter.receivedAt())),
                el("div.text", clickable(letter.text())),
                files.isEmpty() ? null : el("div.chips", files)),
            el(
                "p",
                el("a.button.quiet", attr("href", "/mail"), both("All letters", "全部邮件")),
                " ",
                el(
                    "a.button.quiet",
                    attr("href", "/mail/" + letter.id() + "/raw"),
                    both("As it came", "原文")))));
  }

  private Answer raw(Request request) throws IOException {
    var letter = mailbox.get(request.variable("id"));
    return Answer.of(200, "text/plain; charset=utf-8", mailbox.raw(letter));
  }

  private Answer file(Request request) throws IOException {
    var letter = mailbox.get(request.variable("id"));
    var index = request.variable("index");
    int at = index.matches("\\d{1,3}") ? Integer.parseInt(index) : Integer.MAX_VALUE;
    if (at >= letter.attachments().size()) {
      throw Refused.notFound("file");
    }
    var bytes = LetterReader.file(mailbox.raw(letter), at);
    var name = letter.attachments().get(at).name().replaceAll("[^\\p{L}\\p{N}._-]", "_");
    var plain = name.replaceAll("[^\\x20-\\x7E]", "_");
    return Answer.file("application/octet-stream", plain, bytes);
  }

  private Answer clear(Request request) throws IOException {
    mailbox.clear();
    return Answer.seeOther("/mail");
  }

  /// The text with its addresses made into links.
  private static Html clickable(String text) {
    var parts = new ArrayList<Object>();
    var matcher = ADDRESS.matcher(text);
    int from = 0;
    while (matcher.find()) {
      parts.add(text.substring(from, matcher.start()));
      parts.add(el("a", attr("href", matcher.group()), matcher.group()));
      from = matcher.end();
    }
    parts.add(text.substring(from));
    return all(parts);
  }
}
