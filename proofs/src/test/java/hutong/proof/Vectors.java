package hutong.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// Published values, by name: `name=value` lines of a file.
public final class Vectors {

  private final Map<String, String> values = new LinkedHashMap<>();

  public Vectors(String file) {
    try (var in = Vectors.class.getResourceAsStream("/vectors/" + file)) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (var line : text.split("\n", -1)) {
        int at = line.indexOf('=');
        if (!line.startsWith("#") && at > 0) {
          values.put(line.substring(0, at), line.substring(at + 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String text(String name) {
    return java.util.Objects.requireNonNull(values.get(name), name);
  }

  public byte[] hex(String name) {
    return HexFormat.of().parseHex(text(name).replace(" ", ""));
  }

  public Map<String, String> all() {
    return values;
  }
}
