package hutong.proof.http;

import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads structured fields by the algorithms of RFC 9651, section 4.2: what they do not allow is
/// refused.
final class SfReader {

  private static final int LONGEST = 65_536;

  private final String in;
  private int at;

  private SfReader(String in) {
    this.in = in;
  }

  static Map<String, Sf.Member> dictionary(String text) throws UnreadableException {
    var reader = begin(text);
    var members = new LinkedHashMap<String, Sf.Member>();
    while (reader.left()) {
      var name = reader.key();
      Sf.Member member;
      if (reader.take('=')) {
        member = reader.member();
      } else {
        member = new Sf.Item(new Sf.Truth(true), reader.parameters());
      }
      // The last of a name wins, in the place of the last.
      members.remove(name);
      members.put(name, member);
      reader.comma();
    }
    return members;
  }

  static List<Sf.Member> list(String text) throws UnreadableException {
    var reader = begin(text);
    var members = new ArrayList<Sf.Member>();
    while (reader.left()) {
      members.add(reader.member());
      reader.comma();
    }
    return members;
  }

  static Sf.Item item(String text) throws UnreadableException {
    var reader = begin(text);
    var item = reader.item();
    if (reader.left()) {
      throw reader.bad();
    }
    return item;
  }

  private static SfReader begin(String text) throws UnreadableException {
    if (text.length() > LONGEST) {
      throw new UnreadableException(Reason.TOO_LONG, "field");
    }
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) == ' ') {
      from++;
    }
    while (to > from && text.charAt(to - 1) == ' ') {
      to--;
    }
    return new SfReader(text.substring(from, to));
  }

  private void comma() throws UnreadableException {
    white();
    if (!left()) {
      return;
    }
    if (!take(',')) {
      throw bad();
    }
    white();
    if (!left()) {
      throw bad();
    }
  }

  private void white() {
    while (left() && (peek() == ' ' || peek() == '\t')) {
      at++;
    }
  }

  private Sf.Member member() throws UnreadableException {
    return left() && peek() == '(' ? inner() : item();
  }

  private Sf.Inner inner() throws UnreadableException {
    at++;
    var items = new ArrayList<Sf.Item>();
    while (left()) {
      while (take(' ')) {
        // Any number of spaces.
      }
      if (take(')')) {
        return new Sf.Inner(items, parameters());
      }
      items.add(item());
      if (!left() || (peek() != ' ' && peek() != ')')) {
        throw bad();
      }
    }
    throw bad();
  }

  private Sf.Item item() throws UnreadableException {
    var value = bare();
    return new Sf.Item(value, parameters());
  }

  private Map<String, Sf.Bare> parameters() throws UnreadableException {
    var parameters = new LinkedHashMap<String, Sf.Bare>();
    while (take(';')) {
      while (take(' ')) {
        // Any number of spaces.
      }
      var name = key();
      Sf.Bare value = take('=') ? bare() : new Sf.Truth(true);
      parameters.remove(name);
      parameters.put(name, value);
    }
    return parameters;
  }

  private String key() throws UnreadableException {
    int from = at;
    if (!left() || !(lower(peek()) || peek() == '*')) {
      throw bad();
    }
    while (left() && (lower(peek()) || digit(peek()) || "_-.*".indexOf(peek()) >= 0)) {
      at++;
    }
    return in.substring(from, at);
  }

  private Sf.Bare bare() throws UnreadableException {
    if (!left()) {
      throw bad();
    }
    char first = peek();
    if (first == '-' || digit(first)) {
      return number();
    }
    if (first == '*' || letter(first)) {
      return token();
    }
    at++;
    return switch (first) {
      case '"' -> new Sf.Text(text());
      case ':' -> new Sf.Octets(octets());
      case '?' -> truth();
      case '@' -> {
        if (!left() || !(number() instanceof Sf.Whole(var seconds))) {
          throw bad();
        }
        yield new Sf.Date(seconds);
      }
      case '%' -> new Sf.Display(display());
      default -> throw bad();
    };
  }

  private Sf.Bare number() throws UnreadableException {
    int from = at;
    take('-');
    int whole = digits();
    if (whole == 0) {
      throw bad();
    }
    if (!take('.')) {
      if (whole > 15) {
        throw bad();
      }
      return new Sf.Whole(Long.parseLong(in.substring(from, at)));
    }
    int fraction = digits();
    if (whole > 12 || fraction < 1 || fraction > 3) {
      throw bad();
    }
    return new Sf.Decimal(new BigDecimal(in.substring(from, at)));
  }

  private int digits() {
    int from = at;
    while (left() && digit(peek())) {
      at++;
    }
    return at - from;
  }

  private Sf.Token token() {
    int from = at;
    while (left()
        && (letter(peek()) || digit(peek()) || "!#$%&'*+-.^_`|~:/".indexOf(peek()) >= 0)) {
      at++;
    }
    return new Sf.Token(in.substring(from, at));
  }

  private String text() throws UnreadableException {
    var out = new StringBuilder();
    while (left()) {
      char next = in.charAt(at++);
      if (next == '"') {
        return out.toString();
      }
      if (next == '\\') {
        if (!left() || (peek() != '"' && peek() != '\\')) {
          throw bad();
        }
        next = in.charAt(at++);
      } else if (next < 0x20 || next > 0x7e) {
        throw bad();
      }
      out.append(next);
    }
    throw bad();
  }

  private byte[] octets() throws UnreadableException {
    int to = in.indexOf(':', at);
    if (to < 0) {
      throw bad();
    }
    var text = in.substring(at, to);
    at = to + 1;
    try {
      byte[] octets = Base64.getDecoder().decode(text);
      if (!Base64.getEncoder().encodeToString(octets).equals(text)) {
        throw bad();
      }
      return octets;
    } catch (IllegalArgumentException notBase64) {
      throw bad();
    }
  }

  private Sf.Truth truth() throws UnreadableException {
    if (take('1')) {
      return new Sf.Truth(true);
    }
    if (take('0')) {
      return new Sf.Truth(false);
    }
    throw bad();
  }

  private String display() throws UnreadableException {
    if (!take('"')) {
      throw bad();
    }
    var out = new ByteArrayOutputStream();
    while (left()) {
      char next = in.charAt(at++);
      if (next < 0x20 || next > 0x7e) {
        throw bad();
      }
      if (next == '"') {
        try {
          return StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(out.toByteArray()))
              .toString();
        } catch (CharacterCodingException notUtf8) {
          throw bad();
        }
      }
      if (next == '%') {
        var hex = at + 2 <= in.length() ? in.substring(at, at + 2) : "";
        if (!hex.matches("[0-9a-f]{2}")) {
          throw bad();
        }
        out.write(Integer.parseInt(hex, 16));
        at += 2;
      } else {
        out.write(next);
      }
    }
    throw bad();
  }

  private boolean left() {
    return at < in.length();
  }

  private char peek() {
    return in.charAt(at);
  }

  private boolean take(char wanted) {
    if (left() && peek() == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private static boolean lower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean letter(char c) {
    return lower(c) || (c >= 'A' && c <= 'Z');
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private UnreadableException bad() {
    return new UnreadableException(Reason.FIELD_UNREADABLE, "field");
  }
}
