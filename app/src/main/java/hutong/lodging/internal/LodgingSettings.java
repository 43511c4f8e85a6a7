package hutong.lodging.internal;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The lodging authority. Without it registrations wait, and their guests are told so.
@ConfigurationProperties("hutong.lodging")
record LodgingSettings(@Nullable Authority authority) {

  /// @param url its base address, without a slash at its end
  /// @param key shown as a bearer token
  record Authority(String url, String key) {
    @Override
    public String toString() {
      return "Authority[" + url + "]";
    }
  }
}
