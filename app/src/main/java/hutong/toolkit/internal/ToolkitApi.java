package hutong.toolkit.internal;

import hutong.toolkit.Malformed;
import hutong.toolkit.Operation;
import hutong.toolkit.Operations;
import hutong.toolkit.ToolkitLimits;
import hutong.web.Problem;
import hutong.web.Problems;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The operations over HTTP. Nothing is kept, so nobody needs to sign in.
@RestController
@RequestMapping("/api/v1/toolkit")
class ToolkitApi {

  /// What can be asked now, and what is announced.
  record Offer(List<Offered> operations, Set<String> announced) {}

  /// One operation.
  record Offered(String name, String summary, String valid) {}

  private final Operations operations;
  private final CallLimit limit;
  private final Problems problems;

  ToolkitApi(Operations operations, CallLimit limit, Problems problems) {
    this.operations = operations;
    this.limit = limit;
    this.problems = problems;
  }

  @io.swagger.v3.oas.annotations.Operation(summary = "Lists the operations")
  @GetMapping
  Offer offer() {
    return new Offer(
        operations.list().stream()
            .map(each -> new Offered(each.name(), each.summary(), each.valid()))
            .toList(),
        Operations.announced(operations));
  }

  @io.swagger.v3.oas.annotations.Operation(
      summary = "Gives a request to this operation that is answered valid")
  @GetMapping("/{operation}/example")
  ResponseEntity<String> example(@PathVariable String operation) {
    var example =
        operations
            .find(operation)
            .map(Operation::example)
            .orElseThrow(() -> refused("UNKNOWN_OPERATION", HttpStatus.NOT_FOUND));
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(example);
  }

  /// Hidden because each operation is described by itself, see [ApiDescription].
  @Hidden
  @PostMapping(path = "/{operation}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> ask(@PathVariable String operation, HttpServletRequest request)
      throws IOException {
    if (!limit.allows(request.getRemoteAddr())) {
      throw refused("TOO_MANY_CALLS", HttpStatus.TOO_MANY_REQUESTS);
    }
    var answer = operations.ask(operation, Operations.read(body(request)));
    var written = new LinkedHashMap<String, Object>();
    written.put("verdict", answer.verdict().name().toLowerCase(Locale.ROOT));
    written.put("codes", answer.codes());
    written.put("fields", answer.fields());
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(Operations.write(written));
  }

  private static String body(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(ToolkitLimits.BODY + 1);
    if (bytes.length > ToolkitLimits.BODY) {
      throw Problem.of("web", "TOO_LARGE", HttpStatus.CONTENT_TOO_LARGE).stop();
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw Problem.of("web", "UNREADABLE", HttpStatus.BAD_REQUEST).stop();
    }
  }

  @ExceptionHandler
  Object malformed(Malformed malformed, HttpServletRequest request) {
    return problems.answer(problem(malformed), request);
  }

  private static Problem problem(Malformed malformed) {
    var field = malformed.field();
    return switch (malformed.fault()) {
      case UNREADABLE -> Problem.of("web", "UNREADABLE", HttpStatus.BAD_REQUEST);
      case TOO_LONG -> Problem.of("web", "TOO_LARGE", HttpStatus.CONTENT_TOO_LARGE);
      case UNKNOWN_OPERATION -> Problem.of("toolkit", "UNKNOWN_OPERATION", HttpStatus.NOT_FOUND);
      case FIELD_MISSING, FIELD_TYPE, FIELD_TOO_LONG, NOT_BASE64 ->
          Problem.of("toolkit", malformed.fault().name(), HttpStatus.BAD_REQUEST, field);
    };
  }

  private static Problem.Stop refused(String code, HttpStatus status) {
    return Problem.of("toolkit", code, status).stop();
  }
}
