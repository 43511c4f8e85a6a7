package hutong.proof.http;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values of structured fields (RFC 9651).
sealed interface Sf {

  /// A value alone.
  sealed interface Bare extends Sf {}

  record Whole(long value) implements Bare {}

  record Decimal(BigDecimal value) implements Bare {}

  record Text(String value) implements Bare {}

  record Token(String value) implements Bare {}

  record Octets(byte[] value) implements Bare {}

  record Truth(boolean value) implements Bare {}

  record Date(long value) implements Bare {}

  record Display(String value) implements Bare {}

  /// What may stand in a list or a dictionary: an item or an inner list, with parameters.
  sealed interface Member extends Sf {
    Map<String, Bare> parameters();
  }

  record Item(Bare value, Map<String, Bare> parameters) implements Member {
    public Item {
      parameters = new LinkedHashMap<>(parameters);
    }
  }

  record Inner(List<Item> items, Map<String, Bare> parameters) implements Member {
    public Inner {
      items = List.copyOf(items);
      parameters = new LinkedHashMap<>(parameters);
    }
  }

  /// A member as its one form in text.
  static String write(Member member) {
    var out = new StringBuilder();
    switch (member) {
      case Item item -> out.append(write(item.value()));
      case Inner inner -> {
        out.append('(');
        out.append(
            String.join(" ", inner.items().stream().map(each -> write((Member) each)).toList()));
        out.append(')');
      }
    }
    member.parameters().forEach((name, value) -> parameter(out, name, value));
    return out.toString();
  }

  private static void parameter(StringBuilder out, String name, Bare value) {
    out.append(';').append(name);
    if (!value.equals(new Truth(true))) {
      out.append('=').append(write(value));
    }
  }

  static String write(Map<String, Member> dictionary) {
    List<String> members = new ArrayList<>();
    dictionary.forEach(
        (name, member) -> {
          if (member instanceof Item item && item.value().equals(new Truth(true))) {
            var out = new StringBuilder(name);
            item.parameters().forEach((key, value) -> parameter(out, key, value));
            members.add(out.toString());
          } else {
            members.add(name + "=" + write(member));
          }
        });
    return String.join(", ", members);
  }

  static String write(List<Member> list) {
    return String.join(", ", list.stream().map(Sf::write).toList());
  }

  static String write(Bare value) {
    return switch (value) {
      case Whole(var number) -> Long.toString(number);
      case Decimal(var number) -> {
        var plain = number.stripTrailingZeros();
        yield (plain.scale() < 1 ? plain.setScale(1) : plain).toPlainString();
      }
      case Text(var text) -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      case Token(var token) -> token;
      case Octets(var octets) -> ":" + Base64.getEncoder().encodeToString(octets) + ":";
      case Truth(var yes) -> yes ? "?1" : "?0";
      case Date(var seconds) -> "@" + seconds;
      case Display(var text) -> display(text);
    };
  }

  private static String display(String text) {
    var out = new StringBuilder("%\"");
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      int octet = each & 0xff;
      if (octet == '%' || octet == '"' || octet < 0x20 || octet > 0x7e) {
        out.append("%%%02x".formatted(octet));
      } else {
        out.append((char) octet);
      }
    }
    return out.append('"').toString();
  }

  /// The text of a string parameter.
  static Optional<String> text(Member member, String name) {
    return member.parameters().get(name) instanceof Text(var text)
        ? Optional.of(text)
        : Optional.empty();
  }
}
