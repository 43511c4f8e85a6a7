package hutong.web;

import hutong.language.Language;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How this node shows itself to the outside.
///
/// @param publicUrl the address people type, without a slash at its end
/// @param ribbon a notice over every page, such as that this is a practice world: a text for each
///     language tag (`hutong.web.ribbon.en`); a language without one reads the English
/// @param helpline the number a person calls when a page cannot help her
@ConfigurationProperties("hutong.web")
public record WebSettings(
    @DefaultValue("http://localhost:8080") String publicUrl,
    @DefaultValue Map<String, String> ribbon,
    @DefaultValue("+86 12367") String helpline) {

  public WebSettings {
    ribbon = Map.copyOf(ribbon);
  }

  /// The ribbon in this language; null when there is none at all.
  public @Nullable String ribbon(Language language) {
    for (var tag : List.of(language.tag(), Language.ENGLISH.tag())) {
      for (var each : ribbon.entrySet()) {
        if (each.getKey().equalsIgnoreCase(tag)) {
          return each.getValue();
        }
      }
    }
    return null;
  }

  public boolean https() {
    return publicUrl.startsWith("https:");
  }
}
