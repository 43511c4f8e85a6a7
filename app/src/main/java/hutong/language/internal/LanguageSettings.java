package hutong.language.internal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param pseudo whether the two made-up languages are offered, in which pages are looked at
@ConfigurationProperties("hutong.language")
record LanguageSettings(@DefaultValue("false") boolean pseudo) {}
