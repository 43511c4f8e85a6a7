package hutong.identity.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How documents reach this node, and what it trusts.
///
/// @param readers the readers a person can be sent to, in this order
/// @param trustDir a folder of country certificates, master lists and revocation lists, read at
///     start; operators can load more on the console
@ConfigurationProperties("hutong.documents")
record DocumentSettings(@DefaultValue List<ReaderPlace> readers, @Nullable Path trustDir) {

  DocumentSettings {
    readers = List.copyOf(readers);
  }

  /// A reader: an app on the phone, a desk, a kiosk.
  ///
  /// @param name by language tag
  /// @param url where a browser is sent; `{session}` and `{return}` are filled in, encoded
  record ReaderPlace(String key, Map<String, String> name, String url) {

    ReaderPlace {
      name = Map.copyOf(name);
    }

    String name(String tag) {
      var own = name.get(tag);
      return own == null ? name.getOrDefault("en", key) : own;
    }
  }
}
