package hutong.identity.internal;

import hutong.web.Problem;
import hutong.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Where a reader hands over chip files. The address itself is the permission.
@RestController
@Tag(name = "readers", description = "Reading a passport's chip")
class ReaderApi {

  private final ReaderService readers;
  private final Problems problems;

  ReaderApi(ReaderService readers, Problems problems) {
    this.readers = readers;
    this.problems = problems;
  }

  /// Chip files by their name (`COM`, `SOD`, `DG1`, ...), each in base64.
  record Files(@Nullable Map<String, String> files) {}

  /// What the check found. `verdict` and `codes` are stable; `next` is where the person goes on.
  record Answer(String verdict, List<String> codes, String next) {}

  @Operation(
      summary = "Hand over the files of a chip",
      description =
          "The address comes from the person's own page, works once and for fifteen minutes. "
              + "The files are verified and dropped unless she chose to keep them.")
  @PostMapping("/api/v1/reader-sessions/{code}/files")
  ResponseEntity<?> hand(
      @PathVariable String code, @RequestBody Files body, HttpServletRequest request) {
    var files = decode(body);
    return switch (readers.hand(code, files)) {
      case ReaderService.Handing.Checked(var check) ->
          ResponseEntity.ok(
              new Answer(check.verdict(), check.codes(), "/passport/checks/" + check.id()));
      case ReaderService.Handing.Closed() ->
          problems.answer(
              Problem.of("document", "READER_SESSION_CLOSED", HttpStatus.GONE), request);
    };
  }

  private static Map<String, byte[]> decode(Files body) {
    if (body.files() == null || body.files().isEmpty()) {
      throw Problem.of("document", "NO_CHIP_FILES", HttpStatus.BAD_REQUEST).stop();
    }
    if (body.files().size() > DocumentLimits.CHIP_FILES) {
      throw Problem.of("document", "TOO_MANY_CHIP_FILES", HttpStatus.BAD_REQUEST).stop();
    }
    var files = new HashMap<String, byte[]>();
    try {
      body.files().forEach((name, text) -> files.put(name, Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException notBase64) {
      throw Problem.of("document", "CHIP_FILES_UNREADABLE", HttpStatus.BAD_REQUEST).stop();
    }
    ChipUpload.bound(files);
    return files;
  }
}
