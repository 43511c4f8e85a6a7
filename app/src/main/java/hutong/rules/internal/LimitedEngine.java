package hutong.rules.internal;

import hutong.rules.DecisionModels;
import hutong.rules.DecisionModels.Evaluation.Failed;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Evaluates foreign models in processes of their own ([ModelWorker]), few at a time, each with a
/// bound on memory and a deadline at which it is killed. They start with the first question and end
/// when idle. Public for [DecisionModels#limited()] only.
public final class LimitedEngine implements DecisionModels {

  private final BlockingQueue<Place> places = new ArrayBlockingQueue<>(RulesLimits.EVALUATIONS);

  public LimitedEngine() {
    for (int i = 0; i < RulesLimits.EVALUATIONS; i++) {
      places.add(new Place());
    }
  }

  @Override
  public Evaluation evaluate(String model, String decision, Map<String, ?> inputs) {
    try {
      ModelGuard.check(model.getBytes(StandardCharsets.UTF_8));
      var question = ModelWire.print(new ModelWire.Question(model, decision, inputs));
      var place = places.poll(RulesLimits.PLACE.toMillis(), TimeUnit.MILLISECONDS);
      if (place == null) {
        return new Failed("BUSY", List.of());
      }
      try {
        return place.ask(question);
      } finally {
        places.add(place);
      }
    } catch (Dmn.ModelRefused e) {
      return new Failed(e.code(), e.errors());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failed("BUSY", List.of());
    }
  }

  /// Where one process stands, or will when it is needed.
  private static final class Place {

    private @Nullable Worker worker;

    Evaluation ask(String question) throws InterruptedException {
      try {
        return running().ask(question);
      } catch (TimeoutException e) {
        end();
        return new Failed("TOOK_TOO_LONG", List.of());
      } catch (IOException e) { // it ended in the middle: its memory was not enough
        end();
        return new Failed("TOO_LARGE", List.of());
      }
    }

    private Worker running() throws IOException, TimeoutException, InterruptedException {
      var now = worker;
      if (now == null || !now.process.isAlive()) {
        now = Worker.start();
        worker = now;
        now.awaitReady();
      }
      return now;
    }

    private void end() {
      if (worker != null) {
        worker.process.destroyForcibly();
        worker = null;
      }
    }
  }

  private record Worker(Process process, BufferedReader out, BufferedWriter in) {

    static Worker start() throws IOException {
      var builder = new ProcessBuilder(command());
      builder.environment().clear();
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      var process = builder.start();
      return new Worker(
          process,
          process.inputReader(StandardCharsets.UTF_8),
          process.outputWriter(StandardCharsets.UTF_8));
    }

    private static List<String> command() {
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var classes = System.getProperty("java.class.path", "");
      var main = ModelWorker.class.getName();
      boolean packed = !classes.contains(File.pathSeparator) && classes.endsWith(".jar");
      return List.of(
          java,
          "-Xmx" + RulesLimits.WORKER_MEGABYTES + "m",
          "-Xss4m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dlogback.configurationFile=toolkit/probe-logback.xml",
          "-Dloader.main=" + main,
          "-cp",
          classes,
          packed ? "org.springframework.boot.loader.launch.PropertiesLauncher" : main);
    }

    void awaitReady() throws IOException, TimeoutException, InterruptedException {
      if (!ModelWire.READY.equals(line(RulesLimits.WORKER_START))) {
        throw new IOException("the worker did not start");
      }
    }

    Evaluation ask(String question) throws IOException, TimeoutException, InterruptedException {
      in.write(question);
      in.write('\n');
      in.flush();
      return ModelWire.evaluation(line(RulesLimits.EVALUATION));
    }

    /// The next line it writes, within this time and within the bound on its length.
    private String line(Duration within)
        throws IOException, TimeoutException, InterruptedException {
      var reading = new FutureTask<>(this::boundedLine);
      Thread.ofVirtual().start(reading);
      try {
        return reading.get(within.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      }
    }

    private String boundedLine() throws IOException {
      var line = new StringBuilder();
      for (int next = out.read(); next != '\n'; next = out.read()) {
        if (next < 0 || line.length() == RulesLimits.ANSWER_CHARACTERS) {
          throw new IOException("no answer");
        }
        line.append((char) next);
      }
      return line.toString();
    }
  }
}
