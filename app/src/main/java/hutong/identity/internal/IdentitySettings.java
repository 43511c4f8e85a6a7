package hutong.identity.internal;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who runs this city's Hutong.
///
/// @param operators e-mail addresses of those who run it
/// @param auditors e-mail addresses of those who check it: they read, and change nothing
/// @param lettersPerSource sign-in letters one network address may ask for in an hour
/// @param passkeysPerSource accounts one network address may open with a passkey alone in an hour
@ConfigurationProperties("hutong")
record IdentitySettings(
    @DefaultValue Set<String> operators,
    @DefaultValue Set<String> auditors,
    @DefaultValue("60") int lettersPerSource,
    @DefaultValue("30") int passkeysPerSource) {

  IdentitySettings {
    operators = Set.copyOf(operators);
    auditors = Set.copyOf(auditors);
  }
}
