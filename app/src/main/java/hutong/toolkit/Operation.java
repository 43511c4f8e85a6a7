package hutong.toolkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// One question that can be put to the platform, with all that its documentation needs.
///
/// @param name as callers write it, such as `mrz.parse`
/// @param summary one sentence
/// @param valid what the verdict *valid* means
public record Operation(
    String name, String summary, String valid, List<Field> fields, Function<Request, Answer> work) {

  public Operation {
    fields = List.copyOf(fields);
  }

  /// A request that is answered *valid*, as JSON.
  public String example() {
    try (var file = Operation.class.getResourceAsStream("/toolkit/" + name + ".json")) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One value of the request.
  public record Field(String name, Kind kind, boolean required, String meaning) {

    static Field required(String name, Kind kind, String meaning) {
      return new Field(name, kind, true, meaning);
    }

    static Field optional(String name, Kind kind, String meaning) {
      return new Field(name, kind, false, meaning);
    }
  }

  /// What a value may be.
  public enum Kind {
    TEXT,
    TEXTS,
    WHOLE,
    BINARY,
    BINARIES,
    BINARIES_BY_NAME,
    INSTANT,
    OBJECT,
    ANY
  }
}
