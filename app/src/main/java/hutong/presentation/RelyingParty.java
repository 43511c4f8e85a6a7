package hutong.presentation;

import hutong.language.Language;
import java.util.Map;

/// Who asks.
///
/// @param id how it is named in the log of what happened, such as `partner_…`
/// @param key its name in files
/// @param kind what it does, such as `HOTEL`
/// @param names by language tag
public record RelyingParty(String id, String key, String kind, Map<String, String> names) {

  public RelyingParty {
    names = Map.copyOf(names);
  }

  public String name(Language language) {
    var name = names.get(language.tag());
    return name == null ? names.getOrDefault(Language.ENGLISH.tag(), key) : name;
  }
}
