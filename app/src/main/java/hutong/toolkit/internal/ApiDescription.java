package hutong.toolkit.internal;

import hutong.identity.Actor;
import hutong.language.Words;
import hutong.toolkit.Operation.Field;
import hutong.toolkit.Operations;
import hutong.web.Frame;
import hutong.web.WebSettings;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the OpenAPI document says of the whole: who may call, how a refusal looks, and the
/// operations of the toolkit, one path each.
@Configuration(proxyBeanMethods = false)
class ApiDescription {

  private static final String BEARER = "bearer";
  private static final String PROBLEM = "Problem";
  private static final String PROBLEM_JSON = "application/problem+json";
  private static final String JSON = "application/json";

  private static final List<Tag> TAGS =
      List.of(
          new Tag().name("toolkit").description("Pure operations; nothing is kept"),
          new Tag().name("insight").description("The log, and proofs of it"),
          new Tag().name("identity").description("Who somebody is"));

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class, Words.class, Frame.class);
  }

  /// Calls that act for somebody show a token; each call belongs to its module.
  @Bean
  GlobalOperationCustomizer callers() {
    return (operation, handler) -> {
      var module = handler.getBeanType().getPackageName().split("\\.", -1)[1];
      operation.setTags(List.of(module));
      boolean acts =
          Stream.of(handler.getMethodParameters())
              .anyMatch(parameter -> parameter.getParameterType() == Actor.class);
      if (acts) {
        operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
        operation.getResponses().addApiResponse("401", problem("Nobody is signed in"));
      }
      return operation;
    };
  }

  @Bean
  GlobalOpenApiCustomizer whole(Operations operations, WebSettings settings) {
    return api -> describe(api, operations, settings);
  }

  private static void describe(OpenAPI api, Operations operations, WebSettings settings) {
    api.info(
            new Info()
                .title("Hutong API")
                .version("1")
                .description(
                    "Every refusal is a problem (RFC 9457) with a stable code, a sentence, what to"
                        + " do next and whom to call. Calls that move money take an"
                        + " Idempotency-Key.")
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")))
        .servers(List.of(new Server().url(settings.publicUrl())))
        .tags(TAGS);
    if (api.getComponents() == null) {
      api.components(new Components());
    }
    api.getComponents()
        .addSecuritySchemes(
            BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"))
        .addSchemas(PROBLEM, problemSchema())
        .addSchemas("Answer", answerSchema());
    for (var operation : operations.list()) {
      api.path("/api/v1/toolkit/" + operation.name(), new PathItem().post(described(operation)));
    }
    api.getPaths()
        .values()
        .forEach(
            path ->
                path.readOperations()
                    .forEach(
                        operation ->
                            operation
                                .getResponses()
                                .computeIfAbsent(
                                    "default", missing -> problem("Refused, with reasons"))));
  }

  private static Operation described(hutong.toolkit.Operation operation) {
    var request = object("What is asked");
    for (var field : operation.fields()) {
      request.addProperty(field.name(), schema(field));
      if (field.required()) {
        request.addRequiredItem(field.name());
      }
    }
    var content =
        new MediaType()
            .schema(request)
            .addExamples(
                "valid",
                new Example().value(Operations.JSON.readValue(operation.example(), Map.class)));
    return new Operation()
        .operationId(operation.name())
        .addTagsItem("toolkit")
        .summary(operation.summary())
        .description("*valid* means: " + operation.valid() + ".")
        .security(List.of())
        .requestBody(
            new RequestBody().required(true).content(new Content().addMediaType(JSON, content)))
        .responses(
            new ApiResponses()
                .addApiResponse("200", answered())
                .addApiResponse("400", problem("The question cannot be asked this way"))
                .addApiResponse("413", problem("Larger than 4 MB"))
                .addApiResponse("415", problem("Not JSON"))
                .addApiResponse("429", problem("Too many calls; wait a minute")));
  }

  private static ApiResponse answered() {
    return new ApiResponse()
        .description("Decided")
        .content(
            new Content()
                .addMediaType(
                    JSON,
                    new MediaType().schema(new Schema<>().$ref("#/components/schemas/Answer"))));
  }

  private static ApiResponse problem(String description) {
    return new ApiResponse()
        .description(description)
        .content(
            new Content()
                .addMediaType(
                    PROBLEM_JSON,
                    new MediaType()
                        .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
  }

  private static Schema<Object> schema(Field field) {
    var meaning = field.meaning();
    return switch (field.kind()) {
      case TEXT -> typed("string", meaning);
      case INSTANT -> formatted("date-time", meaning);
      case WHOLE -> typed("integer", meaning);
      case BINARY -> binary(meaning + "; base64");
      case TEXTS -> list(meaning, typed("string", ""));
      case BINARIES -> list(meaning + "; base64", binary(""));
      case BINARIES_BY_NAME -> {
        var map = object(meaning + "; base64");
        map.setAdditionalProperties(binary(""));
        yield map;
      }
      case OBJECT -> object(meaning);
      case ANY -> {
        var any = new Schema<Object>(SpecVersion.V31);
        any.setDescription(meaning);
        yield any;
      }
    };
  }

  private static Schema<Object> problemSchema() {
    var problem = object("Why not, in the caller's language, and what to do now");
    problem.addProperty("type", formatted("uri", "where the problem is explained"));
    problem.addProperty("title", typed("string", "one line"));
    problem.addProperty("status", typed("integer", "the HTTP status"));
    problem.addProperty("detail", typed("string", "what happened"));
    problem.addProperty("instance", typed("string", "the address asked for"));
    problem.addProperty("code", typed("string", "stable; for programs"));
    problem.addProperty("next", typed("string", "what to do now"));
    problem.addProperty("contact", typed("string", "whom to call"));
    problem.required(List.of("type", "title", "status", "code", "next", "contact"));
    return problem;
  }

  private static Schema<Object> answerSchema() {
    var verdict = typed("string", "how it was decided");
    verdict.setEnum(List.of("valid", "invalid", "incomplete"));
    var answer = object("What an operation found");
    answer.addProperty("verdict", verdict);
    answer.addProperty("codes", list("every finding by its stable name", typed("string", "")));
    answer.addProperty("fields", object("what was read"));
    answer.required(List.of("verdict", "codes", "fields"));
    return answer;
  }

  private static Schema<Object> object(String description) {
    return typed("object", description);
  }

  private static Schema<Object> formatted(String format, String description) {
    var text = typed("string", description);
    text.setFormat(format);
    return text;
  }

  private static Schema<Object> binary(String description) {
    var text = typed("string", description);
    text.setContentEncoding("base64");
    return text;
  }

  private static Schema<Object> list(String description, Schema<Object> items) {
    var list = typed("array", description);
    list.setItems(items);
    return list;
  }

  private static Schema<Object> typed(String type, String description) {
    var schema = new Schema<Object>(SpecVersion.V31);
    schema.addType(type);
    if (!description.isEmpty()) {
      schema.setDescription(description);
    }
    return schema;
  }
}
