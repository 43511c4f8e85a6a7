package hutong.lodging.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The lodging authority. Without it registrations wait, and their guests are told so.
///
/// @param answerWithin how long it may take to answer before it is asked again
@ConfigurationProperties("hutong.lodging")
record LodgingSettings(@Nullable Authority authority, @DefaultValue("10s") Duration answerWithin) {

  /// @param url its base address, without a slash at its end
  /// @param key shown as a bearer token
  record Authority(String url, String key) {
    @Override
    public String toString() {
      return "Authority[" + url + "]";
    }
  }
}
