package hutong.rules.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.sun.management.ThreadMXBean;
import hutong.rules.DecisionModels;
import hutong.rules.DecisionModels.Evaluation.Evaluated;
import hutong.rules.DecisionModels.Evaluation.Failed;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.kie.dmn.api.core.DMNDecisionResult;
import org.kie.dmn.api.core.DMNResult;

/// Evaluates foreign models on threads of their own, few at a time, each with a deadline. A thread
/// cannot be stopped from outside: one that runs on past its deadline keeps its place, and when all
/// places are lost the answer is `BUSY` until one comes back. Public for
/// [DecisionModels#limited()] only.
public final class LimitedEngine implements DecisionModels {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Semaphore places = new Semaphore(RulesLimits.EVALUATIONS);
  private final Cache<String, Dmn> models =
      Caffeine.newBuilder().maximumSize(RulesLimits.MODELS_KEPT).build();

  @Override
  public Evaluation evaluate(String model, String decision, Map<String, ?> inputs) {
    try {
      if (model.length() > RulesLimits.MODEL_BYTES) {
        return new Failed("MODEL_TOO_LARGE", List.of());
      }
      if (!places.tryAcquire(RulesLimits.PLACE.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Failed("BUSY", List.of());
      }
      var task =
          new FutureTask<Evaluation>(
              () -> {
                try {
                  return evaluated(model, decision, inputs);
                } finally {
                  places.release();
                }
              });
      var thread = Thread.ofPlatform().daemon().name("foreign-model").unstarted(task);
      thread.start();
      return wait(task, thread);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failed("BUSY", List.of());
    }
  }

  private static Evaluation wait(FutureTask<Evaluation> task, Thread thread)
      throws InterruptedException {
    long end = System.nanoTime() + RulesLimits.EVALUATION.toNanos();
    while (true) {
      try {
        return task.get(100, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        boolean large =
            THREADS.getThreadAllocatedBytes(thread.threadId()) > RulesLimits.EVALUATION_BYTES;
        if (large || System.nanoTime() > end) {
          thread.interrupt();
          return new Failed(large ? "TOO_LARGE" : "TOOK_TOO_LONG", List.of());
        }
      } catch (ExecutionException e) {
        return new Failed("EVALUATION_FAILED", List.of(cause(e)));
      }
    }
  }

  private static String cause(ExecutionException e) {
    var cause = e.getCause();
    return cause == null ? "" : cause.getClass().getSimpleName();
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
    } catch (StackOverflowError | OutOfMemoryError e) {
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
    var results = new java.util.LinkedHashMap<String, Object>();
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
