package hutong.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Measures ours beside the limit in the same run. Prints one line a figure and writes
/// `target/bench/NAME.json`. Without a name, everything is measured.
public final class Bench {

  private static final List<Benchmark> ALL =
      List.of(new StartBench(), new PagesBench(), new PaymentsBench(), new IdentityBench());

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var wanted = arguments.length == 0 ? ALL : named(arguments[0]);
    if (wanted.isEmpty()) {
      var known = ALL.stream().map(Benchmark::name).collect(Collectors.joining(", "));
      System.err.println("hutong: bench knows " + known);
      System.exit(2);
    }
    var folder = Files.createDirectories(Path.of("target/bench"));
    for (var benchmark : wanted) {
      var figures = benchmark.measure(Path.of("").toAbsolutePath());
      figures.forEach(figure -> System.out.println(figure.line()));
      var rows = figures.stream().map(Figure::json).collect(Collectors.joining(","));
      Files.writeString(
          folder.resolve(benchmark.name() + ".json"), "{\"figures\":[" + rows + "]}\n");
    }
    System.exit(0);
  }

  private static List<Benchmark> named(String name) {
    return ALL.stream().filter(benchmark -> benchmark.name().equals(name)).toList();
  }

  private Bench() {}
}
