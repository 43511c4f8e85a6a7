package hutong.sandbox.web;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What one part remembers: tables in memory, and a file of JSON lines that brings them back.
///
/// One line is one change of state, however many records it touches; a line that was cut off by a
/// kill is as if it had never been. The caller holds the lock of its part.
public final class Journal implements Closeable {

  private static final Logger LOG = Logger.getLogger(Journal.class.getName());

  /// One record of one table as it shall be from now on; without a value it is gone.
  public record Change(String table, String id, @Nullable Object value) {}

  private final Path file;
  private final Map<String, Table<?>> tables = new LinkedHashMap<>();
  private @Nullable FileChannel channel;

  public Journal(Path file) {
    this.file = file;
  }

  public <T> Table<T> table(String name, Class<T> type) {
    var table = new Table<>(name, type);
    tables.put(name, table);
    return table;
  }

  /// Brings the state back, drops what is no longer needed from the file, and opens it for more.
  public Journal open() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (Files.exists(file)) {
        replay();
        rewrite();
      }
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public synchronized void save(Change... changes) {
    save(List.of(changes));
  }

  public synchronized void save(List<Change> changes) {
    if (channel == null) {
      throw new IllegalStateException("The journal is not open: " + file);
    }
    try {
      var line = ByteBuffer.wrap(line(changes));
      while (line.hasRemaining()) {
        channel.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    changes.forEach(change -> table(change.table()).accept(change.id(), change.value()));
  }

  @Override
  public synchronized void close() {
    try {
      if (channel != null) {
        channel.force(false);
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Table<?> table(String name) {
    var table = tables.get(name);
    if (table == null) {
      throw new IllegalArgumentException("No table " + name + " in " + file);
    }
    return table;
  }

  private static byte[] line(List<Change> changes) {
    var cells = new ArrayList<List<@Nullable Object>>();
    for (var change : changes) {
      var cell = new ArrayList<@Nullable Object>();
      cell.add(change.table());
      cell.add(change.id());
      cell.add(change.value());
      cells.add(cell);
    }
    var json = new String(Json.bytes(cells), StandardCharsets.UTF_8);
    return (json + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void replay() throws IOException {
    try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          apply(Json.MAPPER.readTree(line));
        } catch (JacksonException _) {
          LOG.warning("A line of " + file + " was cut off and is left out.");
        }
      }
    }
  }

  private void apply(JsonNode cells) {
    for (var cell : cells) {
      var table = tables.get(cell.path(0).asString());
      if (table != null) {
        table.read(cell.path(1).asString(), cell.path(2));
      }
    }
  }

  private void rewrite() throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    try (var out = Files.newOutputStream(fresh)) {
      for (var table : tables.values()) {
        for (var entry : table.rows.entrySet()) {
          out.write(line(List.of(new Change(table.name, entry.getKey(), entry.getValue()))));
        }
      }
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Records by id, in the order in which they came.
  public static final class Table<T> {

    private final String name;
    private final Class<T> type;
    private final Map<String, T> rows = Collections.synchronizedMap(new LinkedHashMap<>());

    private Table(String name, Class<T> type) {
      this.name = name;
      this.type = type;
    }

    public Optional<T> find(String id) {
      return Optional.ofNullable(rows.get(id));
    }

    /// All records, oldest first.
    public List<T> list() {
      synchronized (rows) {
        return List.copyOf(rows.values());
      }
    }

    /// All records, newest first.
    public List<T> listNewestFirst() {
      return list().reversed();
    }

    public int size() {
      return rows.size();
    }

    public Change put(String id, T value) {
      return new Change(name, id, value);
    }

    public Change remove(String id) {
      return new Change(name, id, null);
    }

    private void accept(String id, @Nullable Object value) {
      if (value == null) {
        rows.remove(id);
      } else {
        rows.put(id, type.cast(value));
      }
    }

    private void read(String id, JsonNode value) {
      if (value.isNull()) {
        rows.remove(id);
      } else {
        rows.put(id, Json.MAPPER.treeToValue(value, type));
      }
    }
  }
}
