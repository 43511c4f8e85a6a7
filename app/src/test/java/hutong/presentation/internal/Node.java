package hutong.presentation.internal;

import hutong.proof.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// Runs a program of `interop/`: one JSON object in, one out.
final class Node {

  private static final Path FOLDER = Path.of("../interop");

  static JsonNode run(String program, Object input) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("node", program)
            .directory(FOLDER.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var in = process.getOutputStream()) {
      in.write(Json.MAPPER.writeValueAsBytes(input));
    }
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(program + " failed: " + text);
    }
    return Json.MAPPER.readTree(text);
  }

  private Node() {}
}
