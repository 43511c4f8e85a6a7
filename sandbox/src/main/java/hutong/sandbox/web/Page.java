package hutong.sandbox.web;

import static hutong.sandbox.web.Html.all;
import static hutong.sandbox.web.Html.attr;
import static hutong.sandbox.web.Html.both;
import static hutong.sandbox.web.Html.el;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The frame around every page, with the ribbon that nobody can mistake.
public final class Page {

  private record Place(String path, String english, String chinese) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("/", "Home", "首页"),
          new Place("/authority", "Passports", "护照"),
          new Place("/reader", "Reader", "读卡器"),
          new Place("/wallet", "Wallets", "钱包"),
          new Place("/psp", "Cards", "银行卡"),
          new Place("/bank", "Bank", "银行"),
          new Place("/settlement", "Settlement", "清算"),
          new Place("/lodging", "Lodging", "住宿登记"),
          new Place("/mail", "Mail", "邮箱"),
          new Place("/control", "Faults", "故障"));

  private Page() {}

  /// A page of the sandbox itself, with the way to all its places.
  public static Html of(String path, String english, String chinese, @Nullable Object... content) {
    var places =
        PLACES.stream()
            .map(
                place ->
                    el(
                        "a",
                        attr("href", place.path()),
                        place.path().equals(path) ? attr("aria-current", "page") : null,
                        both(place.english(), place.chinese())))
            .toList();
    return frame(
        english,
        "place",
        el("nav.places", attr("aria-label", "Sandbox"), places),
        el("main", el("h1", both(english, chinese)), List.of(all(content))));
  }

  /// A page that stands for another company's own: no way out but its buttons.
  public static Html foreign(String english, String look, @Nullable Object... content) {
    return frame(english, "foreign " + look, el("main", List.of(all(content))));
  }

  public static Html refusal(Refused refused) {
    return of(
        "",
        "This did not work",
        "没有成功",
        el("p.notice.amber", refused.detail()),
        el("p.small", "Code ", el("code", refused.code())),
        el("p", el("a.button", attr("href", "/"), both("Sandbox home", "沙盒首页"))));
  }

  /// Names and what they say, side by side.
  public static Html facts(@Nullable Object... namesAndValues) {
    var rows = new ArrayList<Html>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      var value = namesAndValues[i + 1];
      if (value != null && !value.equals("")) {
        rows.add(el("div", el("dt", namesAndValues[i]), el("dd", value)));
      }
    }
    return el("dl.facts", rows);
  }

  public static Html button(String english, String chinese) {
    return el("button.button", attr("type", "submit"), both(english, chinese));
  }

  public static Html hidden(String name, String value) {
    return el("input", attr("type", "hidden"), attr("name", name), attr("value", value));
  }

  /// A choice in a drop-down list.
  public static Html option(String value, String label, boolean chosen) {
    return el("option", attr("value", value), Html.flag("selected", chosen), label);
  }

  private static Html frame(String title, String look, Html... content) {
    var head =
        el(
            "head",
            el("meta", attr("charset", "utf-8")),
            el(
                "meta",
                attr("name", "viewport"),
                attr("content", "width=device-width, initial-scale=1")),
            el("meta", attr("name", "robots"), attr("content", "noindex")),
            el("meta", attr("name", "color-scheme"), attr("content", "light dark")),
            el("title", title + " · Sandbox 沙盒"),
            el("link", attr("rel", "icon"), attr("href", "/assets/icon.svg")),
            el("link", attr("rel", "stylesheet"), attr("href", "/assets/sandbox.css")));
    var ribbon =
        el(
            "div.ribbon",
            attr("role", "note"),
            el(
                "span",
                "Sandbox · nothing here is real · ",
                el("span", attr("lang", "zh-Hans"), "沙盒，一切均非真实")));
    var body = el("body", attr("class", look), ribbon, List.of(content));
    return all(new Html("<!doctype html>"), el("html", attr("lang", "en"), head, body));
  }
}
