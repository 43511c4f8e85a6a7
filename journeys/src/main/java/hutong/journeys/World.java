package hutong.journeys;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A running platform and practice world of our own, started the way a person starts them: by
/// `./hutong start`, on free ports, over a folder of data that may be fresh or kept.
public final class World implements AutoCloseable {

  private static final int END_SECONDS = 40;

  private final Process launcher;
  private final Path data;
  private final String platform;
  private final String sandbox;
  private final Thread drain;

  private World(Process launcher, Path data, String platform, String sandbox, Thread drain) {
    this.launcher = launcher;
    this.data = data;
    this.platform = platform;
    this.sandbox = sandbox;
    this.drain = drain;
  }

  /// Starts on free ports. `options` are further words for `./hutong start`.
  public static World start(
      Path root, Path data, Map<String, String> environment, String... options) throws IOException {
    var command = new ArrayList<>(List.of(root.resolve("hutong").toString(), "start"));
    command.addAll(List.of("--data", data.toString()));
    command.addAll(
        options.length > 0
            ? List.of(options)
            : List.of("--port", "0", "--sandbox-port", "0", "--smtp-port", "0"));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    var process = builder.start();
    var reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var said = new StringBuilder();
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("READY ")) {
        var drain = Thread.ofVirtual().start(() -> drain(reader));
        return new World(process, data, word(line, "platform"), word(line, "sandbox"), drain);
      }
    }
    throw new IOException("the world did not start:\n" + said);
  }

  private static void drain(BufferedReader reader) {
    try {
      while (reader.readLine() != null) {
        // nothing more is asked of it
      }
    } catch (IOException ended) {
      // so did the world
    }
  }

  private static String word(String line, String name) {
    for (var word : line.split(" ")) {
      if (word.startsWith(name + "=")) {
        return word.substring(name.length() + 1);
      }
    }
    throw new IllegalStateException("no " + name + " in: " + line);
  }

  public String platform() {
    return platform;
  }

  public String sandbox() {
    return sandbox;
  }

  public Path data() {
    return data;
  }

  /// The processes whose memory and life are the platform's own.
  public ProcessHandle platformProcess() throws IOException {
    return process("platform.pid");
  }

  /// The embedded database server.
  public ProcessHandle databaseProcess() throws IOException {
    return process("postgres/postmaster.pid");
  }

  private ProcessHandle process(String file) throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve(file)).getFirst().strip());
    return ProcessHandle.of(pid).orElseThrow(() -> new IOException("no process of " + file));
  }

  /// A power cut: the process gets no chance to say goodbye.
  public static void cutPower(ProcessHandle process) {
    cutPower(process, Stream.empty());
  }

  /// A power cut of the whole database: its workers would end what they have begun, without it.
  public void cutDatabasePower() throws IOException {
    var database = databaseProcess();
    cutPower(database, database.children());
  }

  private static void cutPower(ProcessHandle process, Stream<ProcessHandle> others) {
    var dying = others.toList();
    process.destroyForcibly();
    dying.forEach(ProcessHandle::destroyForcibly);
    process.onExit().orTimeout(END_SECONDS, TimeUnit.SECONDS).join();
  }

  /// Waits until the launcher itself has ended, such as after the platform was killed.
  public void awaitEnd() throws InterruptedException {
    if (!launcher.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the launcher does not end");
    }
  }

  @Override
  public void close() {
    launcher.destroy();
    try {
      if (!launcher.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
      drain.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
