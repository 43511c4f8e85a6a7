package hutong.sandbox.web;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A piece of a page. Text is escaped on the way in, so nothing a stranger typed becomes markup.
public record Html(String markup) {

  /// An attribute of an element; it stands before the element's content.
  public record Attr(String name, String value) {}

  private static final Set<String> EMPTY = Set.of("input", "br", "img", "meta", "link", "hr");
  private static final Set<String> ADDRESSES = Set.of("href", "action", "src");
  public static final Html NOTHING = new Html("");

  /// An element such as `el("a.button", attr("href", "/"), "Home")`. Parts may be attributes, other
  /// pieces, lists of pieces, or anything else, which is shown as text; null is left out.
  public static Html el(String tagAndClasses, @Nullable Object... parts) {
    var names = tagAndClasses.split("\\.", 2);
    var out = new StringBuilder().append('<').append(names[0]);
    if (names.length > 1) {
      out.append(" class=\"").append(names[1].replace('.', ' ')).append('"');
    }
    for (var part : parts) {
      if (part instanceof Attr(var name, var value)) {
        out.append(' ').append(name).append("=\"");
        escape(ADDRESSES.contains(name) ? safeAddress(value) : value, out);
        out.append('"');
      }
    }
    out.append('>');
    for (var part : parts) {
      append(part, out);
    }
    return EMPTY.contains(names[0])
        ? new Html(out.toString())
        : new Html(out.append("</").append(names[0]).append('>').toString());
  }

  /// Pieces one after the other.
  public static Html all(@Nullable Object... parts) {
    var out = new StringBuilder();
    for (var part : parts) {
      append(part, out);
    }
    return new Html(out.toString());
  }

  public static Attr attr(String name, Object value) {
    return new Attr(name, String.valueOf(value));
  }

  /// An attribute that is there only when it is true.
  public static @Nullable Attr flag(String name, boolean set) {
    return set ? new Attr(name, "") : null;
  }

  /// The same words in English and in Chinese.
  public static Html both(String english, String chinese) {
    return all(
        el("span.en", attr("lang", "en"), english),
        " ",
        el("span.zh", attr("lang", "zh-Hans"), chinese));
  }

  private static void append(@Nullable Object part, StringBuilder out) {
    switch (part) {
      case null -> {}
      case Attr _ -> {}
      case Html(var markup) -> out.append(markup);
      case Iterable<?> parts -> parts.forEach(each -> append(each, out));
      default -> escape(String.valueOf(part), out);
    }
  }

  /// Only addresses that open a page: a script in an address would run with ours.
  private static String safeAddress(String address) {
    try {
      var scheme = URI.create(address).getScheme();
      return scheme == null || Set.of("http", "https", "mailto").contains(scheme) ? address : "#";
    } catch (IllegalArgumentException _) {
      return "#";
    }
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }
}
