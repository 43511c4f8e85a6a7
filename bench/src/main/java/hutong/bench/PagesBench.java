package hutong.bench;

import hutong.journeys.ApiPerson;
import hutong.journeys.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Pages a second, beside nginx that serves the very same bytes from a file: the front page for
/// anybody, and a signed-in traveller's own page. Both are warmed up before they are measured.
final class PagesBench implements Benchmark {

  private static final String HOME = "/";
  private static final String JOURNEY = "/today";
  private static final int WARM_SECONDS = 15;
  private static final int SECONDS = 10;
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");

  @Override
  public String name() {
    return "pages";
  }

  @Override
  public List<Figure> measure(Path root) throws IOException, InterruptedException {
    var data = Files.createTempDirectory("hutong-bench");
    try (var world = World.start(root, data, Map.of())) {
      var cookie = ApiPerson.withSession(world, "bench@traveller.example", "").cookie();
      var site = Files.createDirectories(data.resolve("site"));
      Files.write(site.resolve("home.html"), page(world, HOME, ""));
      Files.write(site.resolve("journey.html"), page(world, JOURNEY, cookie));
      try (var nginx = Nginx.start(data, site)) {
        return List.of(
            figure("pages.home", world.platform() + HOME, "", nginx.address() + "/home.html"),
            figure(
                "pages.journey",
                world.platform() + JOURNEY,
                cookie,
                nginx.address() + "/journey.html"));
      }
    }
  }

  private static Figure figure(String name, String ours, String cookie, String limit)
      throws IOException, InterruptedException {
    rate(ours, cookie, WARM_SECONDS);
    double reached = rate(ours, cookie, SECONDS);
    rate(limit, cookie, 2);
    return Figure.of(name, reached, rate(limit, cookie, SECONDS), "requests/s");
  }

  private static byte[] page(World world, String path, String cookie)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(world.platform() + path));
      if (!cookie.isEmpty()) {
        request.header("Cookie", cookie);
      }
      var answer = http.send(request.build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException(path + " answers " + answer.statusCode());
      }
      return answer.body();
    }
  }

  /// Requests a second over 64 connections; any answer that is not a page fails the run.
  private static double rate(String url, String cookie, int seconds)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("wrk", "-t2", "-c64", "-d" + seconds + "s"));
    if (!cookie.isEmpty()) {
      command.addAll(List.of("-H", "Cookie: " + cookie));
    }
    command.add(url);
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var rate = RATE.matcher(said);
    if (process.waitFor() != 0 || said.contains("Non-2xx") || !rate.find()) {
      throw new IOException("wrk on " + url + ":\n" + said);
    }
    return Double.parseDouble(rate.group(1));
  }
}
