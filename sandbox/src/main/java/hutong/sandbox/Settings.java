package hutong.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How the world is started. Port 0 takes a free one.
public record Settings(String host, int port, int smtpPort, Path data, @Nullable String publicUrl) {

  static final String USAGE =
      """
      Usage: java -jar sandbox.jar [--port 9080] [--smtp-port 9025] [--data DIR]
                                   [--public-url URL] [--host 127.0.0.1]
      A port of 0 takes a free one.""";

  private static final Set<String> NAMES =
      Set.of("--host", "--port", "--smtp-port", "--data", "--public-url");

  /// A start that was asked for in a way that cannot be followed; the message says why.
  static final class Unusable extends Exception {
    Unusable(String message) {
      super(message);
    }
  }

  public static Settings inside(Path data) {
    return new Settings("127.0.0.1", 0, 0, data, null);
  }

  static Settings parse(String... arguments) throws Unusable {
    var settings = new Settings("127.0.0.1", 9080, 9025, Path.of(".data", "sandbox"), null);
    for (int i = 0; i < arguments.length; i += 2) {
      var name = arguments[i];
      if (!NAMES.contains(name)) {
        throw new Unusable("There is no option " + name + ".");
      }
      if (i + 1 == arguments.length) {
        throw new Unusable("The option " + name + " needs a value.");
      }
      settings = settings.with(name, arguments[i + 1]);
    }
    return settings;
  }

  private Settings with(String name, String value) throws Unusable {
    return switch (name) {
      case "--host" -> new Settings(value, port, smtpPort, data, publicUrl);
      case "--port" -> new Settings(host, port(value), smtpPort, data, publicUrl);
      case "--smtp-port" -> new Settings(host, port, port(value), data, publicUrl);
      case "--data" -> new Settings(host, port, smtpPort, Path.of(value), publicUrl);
      default -> new Settings(host, port, smtpPort, data, address(value));
    };
  }

  private static int port(String value) throws Unusable {
    if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
      throw new Unusable("A port is a number from 0 to 65535, not " + value + ".");
    }
    return Integer.parseInt(value);
  }

  private static String address(String value) throws Unusable {
    try {
      var uri = URI.create(value);
      if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
        return value.replaceAll("/+$", "");
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new Unusable("A public URL begins with http:// or https://, unlike " + value + ".");
  }
}
