package hutong.rules.internal;

import hutong.rules.DecisionModels.Evaluation;
import hutong.rules.DecisionModels.Evaluation.Evaluated;
import hutong.rules.DecisionModels.Evaluation.Failed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What goes between the platform and the program that evaluates foreign models: lines of JSON.
final class ModelWire {

  static final String READY = "READY";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  record Question(String model, String decision, Map<String, ?> inputs) {}

  static String print(Question question) {
    return JSON.writeValueAsString(question);
  }

  static Question question(String line) {
    return JSON.readValue(line, Question.class);
  }

  static String print(Evaluation evaluation) {
    var said = new LinkedHashMap<String, @Nullable Object>();
    switch (evaluation) {
      case Evaluated(var result) -> said.put("result", result);
      case Failed(var code, var errors) -> {
        said.put("code", code);
        said.put("errors", errors);
      }
    }
    return JSON.writeValueAsString(said);
  }

  static Evaluation evaluation(String line) {
    var said = JSON.readValue(line, OBJECT);
    if (said.get("code") instanceof String code) {
      var errors = said.get("errors") instanceof List<?> list ? list : List.of();
      return new Failed(code, errors.stream().map(String::valueOf).toList());
    }
    return new Evaluated(said.get("result"));
  }

  private ModelWire() {}
}
