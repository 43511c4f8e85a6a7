package hutong.credential.internal;

import hutong.credential.CredentialFormat;
import hutong.credential.CredentialType;
import hutong.credential.CredentialTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Each type in each format: what a wallet can ask for. Its name is also its scope.
@Component
class Configurations {

  /// A type in a format.
  record Configuration(String id, CredentialType type, CredentialFormat format) {}

  private final Map<String, Configuration> all = new LinkedHashMap<>();

  Configurations(CredentialTypes types) {
    for (var type : types.list()) {
      for (var format : CredentialFormat.values()) {
        var id = type.configuration(format);
        all.put(id, new Configuration(id, type, format));
      }
    }
  }

  List<Configuration> list() {
    return new ArrayList<>(all.values());
  }

  Optional<Configuration> find(String id) {
    return Optional.ofNullable(all.get(id));
  }
}
