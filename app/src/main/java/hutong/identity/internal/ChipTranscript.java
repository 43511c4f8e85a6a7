package hutong.identity.internal;

import hutong.mrtd.ChipAnswer;
import hutong.mrtd.ChipChallenge;
import hutong.web.Problem;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// What readers and we say to each other in JSON about a chip. Every binary value is base64.
final class ChipTranscript {

  private static final int RESPONSE_CHARACTERS = 100_000;

  /// Chip files by their name (`COM`, `SOD`, `DG1`, ...), and what the chip answered to a
  // challenge.
  record Files(@Nullable Map<String, String> files, @Nullable Transcript transcript) {}

  /// The answers of the chip, each a whole response with its status word at the end.
  ///
  /// @param challenge the code of the challenge
  record Transcript(
      @Nullable String challenge,
      @Nullable String activeAuthentication,
      @Nullable String chipAuthentication) {

    ChipAnswer answer() {
      return new ChipAnswer(response(activeAuthentication), response(chipAuthentication));
    }
  }

  /// A challenge as a reader gets it.
  ///
  /// @param challenge its code, to be named in the transcript
  /// @param activeAuthentication for a chip with DG15
  /// @param chipAuthentication for a chip whose DG14 holds a key for it
  record Challenge(
      String challenge,
      Instant expiresAt,
      ActiveAuthentication activeAuthentication,
      @Nullable ChipAuthentication chipAuthentication) {

    static Challenge of(ChallengeService.Asking.Made made) {
      ChipChallenge challenge = made.challenge();
      var active = new ActiveAuthentication(text(challenge.nonce()), text(challenge.signCommand()));
      var agreement =
          challenge
              .agreement()
              .map(
                  commands ->
                      new ChipAuthentication(
                          commands.protocol(),
                          commands.commands().stream().map(ChipTranscript::text).toList(),
                          text(commands.protectedCommand())))
              .orElse(null);
      return new Challenge(made.code(), made.expiresAt(), active, agreement);
    }
  }

  /// @param challenge the eight bytes to be signed
  /// @param command the command that hands them over, for the reader's own session with the chip
  record ActiveAuthentication(String challenge, String command) {}

  /// @param commands for the reader's own session with the chip, one after the other
  /// @param protectedCommand sent last, as it stands; its response goes into the transcript
  record ChipAuthentication(String protocol, List<String> commands, String protectedCommand) {}

  static Map<String, byte[]> files(@Nullable Map<String, String> given) {
    if (given == null || given.isEmpty()) {
      throw problem("NO_CHIP_FILES").stop();
    }
    if (given.size() > DocumentLimits.CHIP_FILES) {
      throw problem("TOO_MANY_CHIP_FILES").stop();
    }
    var files = new HashMap<String, byte[]>();
    for (var file : given.entrySet()) {
      // A client's JSON may hold null where the type promises text.
      @Nullable String content = file.getValue();
      if (content == null) {
        throw problem("CHIP_FILES_UNREADABLE").stop();
      }
      try {
        files.put(file.getKey(), Base64.getDecoder().decode(content));
      } catch (IllegalArgumentException notBase64) {
        throw problem("CHIP_FILES_UNREADABLE").stop();
      }
    }
    ChipUpload.bound(files);
    return files;
  }

  private static byte @Nullable [] response(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      if (text.length() <= RESPONSE_CHARACTERS) {
        return Base64.getDecoder().decode(text);
      }
    } catch (IllegalArgumentException notBase64) {
      throw problem("TRANSCRIPT_UNREADABLE").stop();
    }
    throw problem("TRANSCRIPT_UNREADABLE").stop();
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Problem problem(String code) {
    return Problem.of("document", code, HttpStatus.BAD_REQUEST);
  }

  private ChipTranscript() {}
}
