package hutong.rules.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hutong.rules.DecisionModels.Evaluation;
import hutong.rules.DecisionModels.Evaluation.Evaluated;
import hutong.rules.DecisionModels.Evaluation.Failed;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNDecisionResult;
import org.kie.dmn.api.core.DMNResult;

/// The program that evaluates foreign models: a process of its own, because an evaluation cannot
/// be stopped from outside and may take all the memory it finds. It reads one question per line,
/// writes one answer per line, and ends with its input, when idle, or when a question takes too
/// long. Public because it is started by name.
public final class ModelWorker {

  private final Cache<String, Dmn> models =
      Caffeine.newBuilder().maximumSize(RulesLimits.MODELS_KEPT).build();

  private ModelWorker() {}

  public static void main(String[] args) throws IOException {
    var lastMoved = new AtomicLong(System.nanoTime());
    Thread.ofPlatform().daemon().start(() -> endWhenStill(lastMoved));
    try (var in = reader();
        var out = writer()) {
      var worker = new ModelWorker();
      answer(out, ModelWire.READY);
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        lastMoved.set(System.nanoTime());
        var question = ModelWire.question(line);
        answer(
            out,
            ModelWire.print(
                worker.evaluated(question.model(), question.decision(), question.inputs())));
        lastMoved.set(System.nanoTime());
      }
    }
  }

  private static BufferedReader reader() {
    return new BufferedReader(
        new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
  }

  private static BufferedWriter writer() {
    return new BufferedWriter(
        new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8));
  }

  private static void answer(BufferedWriter out, String line) throws IOException {
    out.write(line);
    out.write('\n');
    out.flush();
  }

  private static void endWhenStill(AtomicLong lastMoved) {
    long still = RulesLimits.WORKER_IDLE.toNanos();
    try {
      while (System.nanoTime() - lastMoved.get() < still) {
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }

  private Evaluation evaluated(String xml, String decision, Map<String, ?> inputs) {
    try {
      var dmn = models.get(xml, text -> Dmn.compile(text.getBytes(StandardCharsets.UTF_8)));
      var context = dmn.runtime().newContext();
      var values = new PlainValues();
      for (var input : dmn.model().getInputs()) {
        if (inputs.containsKey(input.getName())) {
          context.set(
              input.getName(), values.toModel(inputs.get(input.getName()), input.getType()));
        }
      }
      inputs.forEach(
          (name, value) -> {
            if (!context.isDefined(name)) {
              context.set(name, values.toModel(value, null));
            }
          });
      if (decision.isBlank()) {
        return all(dmn.runtime().evaluateAll(dmn.model(), context), dmn);
      }
      var byName = dmn.model().getDecisionByName(decision);
      var found = byName == null ? dmn.model().getDecisionById(decision) : byName;
      if (found != null) {
        return one(dmn.evaluate(found.getName(), context), found.getName(), dmn);
      }
      var service =
          dmn.model().getDecisionServices().stream()
              .anyMatch(each -> each.getName().equals(decision));
      return service
          ? all(dmn.runtime().evaluateDecisionService(dmn.model(), context, decision), dmn)
          : new Failed("NO_SUCH_DECISION", List.of());
    } catch (Dmn.ModelRefused e) {
      return new Failed(e.code(), e.errors());
    } catch (PlainValues.TooMany e) {
      return new Failed("TOO_LARGE", List.of());
    } catch (StackOverflowError e) {
      return new Failed("TOO_LARGE", List.of());
    } catch (RuntimeException e) { // whatever a foreign expression provokes inside the engine
      return new Failed("EVALUATION_FAILED", List.of(e.getClass().getSimpleName()));
    }
  }

  private static Evaluation one(DMNResult result, String decision, Dmn dmn) {
    var said = result.getDecisionResultByName(decision);
    return said == null || !succeeded(said)
        ? new Failed("EVALUATION_FAILED", errors(result, dmn))
        : new Evaluated(new PlainValues().toPlain(said.getResult()));
  }

  private static Evaluation all(DMNResult result, Dmn dmn) {
    var results = new LinkedHashMap<String, @Nullable Object>();
    for (var said : result.getDecisionResults()) {
      if (said.getEvaluationStatus() == DMNDecisionResult.DecisionEvaluationStatus.NOT_EVALUATED) {
        continue;
      }
      if (!succeeded(said)) {
        return new Failed("EVALUATION_FAILED", errors(result, dmn));
      }
      results.put(said.getDecisionName(), said.getResult());
    }
    return new Evaluated(new PlainValues().toPlain(results));
  }

  private static boolean succeeded(DMNDecisionResult said) {
    return said.getEvaluationStatus() == DMNDecisionResult.DecisionEvaluationStatus.SUCCEEDED;
  }

  private static List<String> errors(DMNResult result, Dmn dmn) {
    return result.getMessages().isEmpty() ? dmn.errors() : Dmn.lines(result.getMessages());
  }
}
