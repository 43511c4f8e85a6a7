package hutong.vault;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the master key is. It wraps every other key and is never in the database.
///
/// @param masterKey the key itself, 32 bytes in base64; comes before the file
/// @param masterKeyFile a file that holds it; made at first start when absent
@ConfigurationProperties("hutong.vault")
public record VaultSettings(
    @Nullable String masterKey, @DefaultValue(".data/master.key") Path masterKeyFile) {

  @Override
  public String toString() {
    return "VaultSettings[" + masterKeyFile + "]";
  }
}
