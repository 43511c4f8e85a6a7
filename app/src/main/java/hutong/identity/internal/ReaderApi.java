package hutong.identity.internal;

import hutong.web.Problem;
import hutong.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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
  private final ChipDesk desk;
  private final Problems problems;

  ReaderApi(ReaderService readers, ChipDesk desk, Problems problems) {
    this.readers = readers;
    this.desk = desk;
    this.problems = problems;
  }

  /// What the check found. `verdict` and `codes` are stable; `next` is where the person goes on.
  record Answer(String verdict, String chip, List<String> codes, String next) {}

  @Operation(
      summary = "Hand over the files of a chip",
      description =
          "The address comes from the person's own page, works once and for fifteen minutes. "
              + "The files are verified and dropped unless she chose to keep them.")
  @PostMapping("/api/v1/reader-sessions/{code}/files")
  ResponseEntity<?> hand(
      @PathVariable String code,
      @RequestBody ChipTranscript.Files body,
      HttpServletRequest request) {
    var files = ChipTranscript.files(body.files());
    if (!readers.isOpen(code)) {
      return closed(request);
    }
    var asked = desk.take(owner(code), body.transcript());
    return switch (readers.hand(code, files, asked)) {
      case ReaderService.Handing.Checked(var check, var proof) ->
          ResponseEntity.ok(
              new Answer(check.verdict(), proof, check.codes(), "/passport/checks/" + check.id()));
      case ReaderService.Handing.Closed() -> closed(request);
    };
  }

  @Operation(
      summary = "Ask for a challenge to the chip",
      description =
          "The answer to it proves that the chip is the issued one and no copy. It works once, for "
              + "five minutes, in this session. Send DG14 under files for chip authentication.")
  @PostMapping("/api/v1/reader-sessions/{code}/challenges")
  ResponseEntity<?> challenge(
      @PathVariable String code,
      @RequestBody(required = false) ChipTranscript.@Nullable Files body,
      HttpServletRequest request) {
    if (!readers.isOpen(code)) {
      return closed(request);
    }
    return ResponseEntity.status(HttpStatus.CREATED).body(desk.ask(owner(code), dg14(body)));
  }

  static byte @Nullable [] dg14(ChipTranscript.@Nullable Files body) {
    return body == null || body.files() == null || body.files().isEmpty()
        ? null
        : ChipTranscript.files(body.files()).get("DG14");
  }

  private ResponseEntity<?> closed(HttpServletRequest request) {
    return problems.answer(
        Problem.of("document", "READER_SESSION_CLOSED", HttpStatus.GONE), request);
  }

  private static String owner(String code) {
    return "reader-session:" + code;
  }
}
