package hutong.rules.internal;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where an operator keeps rule files of her own.
///
/// @param directory files here take the place of the shipped ones of the same name
@ConfigurationProperties("hutong.rules")
record RulesSettings(@Nullable String directory) {}
