package hutong.bench;

import hutong.journeys.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Measures ours beside the limit in the same run. Prints one line a figure and writes
/// `target/bench/NAME.json`.
public final class Bench {

  /// @param ratio ours divided by the limit
  record Figure(String name, double ours, double limit, double ratio, String unit) {

    static Figure of(String name, double ours, double limit, String unit) {
      return new Figure(name, ours, limit, ours / limit, unit);
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "%-24s ours %10.2f  limit %10.2f  ratio %6.2f  %s",
          name,
          ours,
          limit,
          ratio,
          unit);
    }

    String json() {
      return String.format(
          Locale.ROOT,
          "{\"name\":\"%s\",\"ours\":%.3f,\"limit\":%.3f,\"ratio\":%.3f,\"unit\":\"%s\"}",
          name,
          ours,
          limit,
          ratio,
          unit);
    }
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var wanted = arguments.length == 0 ? "start" : arguments[0];
    if (!wanted.equals("start")) {
      System.err.println("bench knows: start");
      System.exit(2);
    }
    var figures = start(Path.of("").toAbsolutePath());
    figures.forEach(figure -> System.out.println(figure.line()));
    var folder = Files.createDirectories(Path.of("target/bench"));
    var rows = String.join(",", figures.stream().map(Figure::json).toList());
    Files.writeString(folder.resolve(wanted + ".json"), "{\"figures\":[" + rows + "]}\n");
  }

  /// A second start on kept data, beside a bare JVM that does nothing.
  private static List<Figure> start(Path root) throws IOException, InterruptedException {
    var data = Files.createTempDirectory("hutong-bench");
    World.start(root, data, Map.of()).close();
    var figures = new ArrayList<Figure>();
    long began = System.nanoTime();
    try (var world = World.start(root, data, Map.of())) {
      double seconds = (System.nanoTime() - began) / 1e9;
      figures.add(Figure.of("start.warm_seconds", seconds, bareSeconds(), "s"));
      double megabytes = resident(world.platformProcess());
      var database = world.databaseProcess();
      megabytes += resident(database);
      for (var child : database.children().toList()) {
        megabytes += resident(child);
      }
      figures.add(
          Figure.of("start.resident_mb", megabytes, resident(ProcessHandle.current()), "MB"));
    }
    return figures;
  }

  private static double bareSeconds() throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    long began = System.nanoTime();
    new ProcessBuilder(java, "-XX:+UseSerialGC", "-version")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    return (System.nanoTime() - began) / 1e9;
  }

  private static double resident(ProcessHandle process) throws IOException {
    var rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
    for (var line : Files.readAllLines(rollup)) {
      if (line.startsWith("Pss:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    return 0;
  }

  private Bench() {}
}
