package hutong.bench;

import hutong.journeys.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A second start on kept data, up to the first page, beside a bare JVM that does nothing; and
/// what platform and database then hold in memory.
final class StartBench implements Benchmark {

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Figure> measure(Path root) throws IOException, InterruptedException {
    var data = Files.createTempDirectory("hutong-bench");
    World.start(root, data, Map.of()).close();
    long began = System.nanoTime();
    try (var world = World.start(root, data, Map.of())) {
      firstPage(world);
      double seconds = (System.nanoTime() - began) / 1e9;
      double megabytes = resident(world.platformProcess());
      var database = world.databaseProcess();
      megabytes += resident(database);
      for (var child : database.children().toList()) {
        megabytes += resident(child);
      }
      return List.of(
          Figure.of("start.warm_seconds", seconds, bareSeconds(), "s"),
          Figure.of("start.resident_mb", megabytes, resident(ProcessHandle.current()), "MB"));
    }
  }

  private static void firstPage(World world) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var page = HttpRequest.newBuilder(URI.create(world.platform() + "/")).build();
      var answer = http.send(page, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("the first page answers " + answer.statusCode());
      }
    }
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
    throw new IOException("no Pss in " + rollup);
  }
}
