package hutong.partners;

import hutong.language.Language;
import java.util.Map;

/// Somebody who works with the city, as its file says.
///
/// @param key its name in files and addresses; it never changes
/// @param names by language tag; English and Chinese are always there
/// @param addresses by language tag; English and Chinese are always there
/// @param details what services need to know: `hotelCode`, or `merchantName`, `merchantCity` and
///     `merchantCategory`
public record Partner(
    PartnerId id,
    String key,
    PartnerKind kind,
    Map<String, String> names,
    Map<String, String> addresses,
    String phone,
    Map<String, String> details) {

  public Partner {
    names = Map.copyOf(names);
    addresses = Map.copyOf(addresses);
    details = Map.copyOf(details);
  }

  public String name(Language language) {
    return in(language, names);
  }

  public String address(Language language) {
    return in(language, addresses);
  }

  /// A detail that its kind must have; without it the file would not have been taken.
  public String detail(String name) {
    var value = details.get(name);
    if (value == null) {
      throw new IllegalStateException("a " + kind + " has no detail " + name);
    }
    return value;
  }

  private static String in(Language language, Map<String, String> texts) {
    var text = texts.get(language.tag());
    return text == null ? texts.getOrDefault(Language.ENGLISH.tag(), "") : text;
  }
}
