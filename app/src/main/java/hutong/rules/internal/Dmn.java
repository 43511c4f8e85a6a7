package hutong.rules.internal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNMessage;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNResult;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.internal.io.ResourceFactory;

/// A compiled decision model. Safe for many threads at once.
final class Dmn {

  private final DMNRuntime runtime;
  private final DMNModel model;

  private Dmn(DMNRuntime runtime, DMNModel model) {
    this.runtime = runtime;
    this.model = model;
  }

  /// @throws ModelRefused with what the compiler says
  static Dmn compile(byte[] xml) {
    ModelGuard.check(xml);
    DMNRuntime runtime;
    try {
      runtime =
          DMNRuntimeBuilder.fromDefaults()
              .buildConfiguration()
              .fromResources(List.of(ResourceFactory.newByteArrayResource(xml)))
              .getOrElseThrow(e -> new ModelRefused("MODEL_NOT_READ", List.of(said(e))));
    } catch (ModelRefused e) {
      throw e;
    } catch (RuntimeException e) { // the engine throws whatever its XML reader throws
      throw new ModelRefused("MODEL_NOT_READ", List.of(said(e)));
    }
    if (runtime.getModels().isEmpty()) {
      throw new ModelRefused("MODEL_NOT_READ", List.of("no model in it"));
    }
    return new Dmn(runtime, runtime.getModels().getFirst());
  }

  private static String said(Exception e) {
    return shortened(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
  }

  static String shortened(String text) {
    return text.length() <= RulesLimits.ERROR_TEXT
        ? text
        : text.substring(0, RulesLimits.ERROR_TEXT) + " …";
  }

  DMNModel model() {
    return model;
  }

  DMNRuntime runtime() {
    return runtime;
  }

  /// What the compiler found wrong.
  List<String> errors() {
    return lines(model.getMessages(DMNMessage.Severity.ERROR));
  }

  static List<String> lines(List<DMNMessage> messages) {
    return messages.stream()
        .map(message -> shortened(message.getText()))
        .distinct()
        .limit(RulesLimits.ERROR_LINES)
        .toList();
  }

  DMNContext context(Map<String, ? extends @Nullable Object> values) {
    var context = runtime.newContext();
    values.forEach(context::set);
    return context;
  }

  DMNResult evaluate(String decision, DMNContext context) {
    return runtime.evaluateByName(model, context, decision);
  }

  /// A model that may not or cannot run.
  static final class ModelRefused extends RuntimeException {

    private final String code;
    private final transient List<String> errors;

    ModelRefused(String code, List<String> errors) {
      super(code, null, false, false);
      this.code = code;
      this.errors = List.copyOf(errors);
    }

    String code() {
      return code;
    }

    List<String> errors() {
      return errors;
    }
  }
}
