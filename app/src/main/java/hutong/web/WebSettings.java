package hutong.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How this node shows itself to the outside.
///
/// @param publicUrl the address people type, without a slash at its end
/// @param ribbon a notice over every page, such as that this is a practice world
/// @param helpline the number a person calls when a page cannot help her
@ConfigurationProperties("hutong.web")
public record WebSettings(
    @DefaultValue("http://localhost:8080") String publicUrl,
    @Nullable String ribbon,
    @DefaultValue("+86 12367") String helpline) {

  public boolean https() {
    return publicUrl.startsWith("https:");
  }
}
