package hutong.identity.internal;

import hutong.mrtd.ChipAnswer;
import hutong.mrtd.ChipChallenge;
import hutong.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// The edge where readers ask for challenges and bring the answers: each way to be refused is a
/// problem of its own.
@Component
class ChipDesk {

  /// A chip's answer and the challenge it is to; no challenge when the chip was not asked.
  record Asked(@Nullable ChipChallenge challenge, ChipAnswer answer) {}

  private final ChallengeService challenges;

  ChipDesk(ChallengeService challenges) {
    this.challenges = challenges;
  }

  ChipTranscript.Challenge ask(String owner, byte @Nullable [] dg14) {
    return switch (challenges.ask(owner, dg14)) {
      case ChallengeService.Asking.Made made -> ChipTranscript.Challenge.of(made);
      case ChallengeService.Asking.TooMany() ->
          throw problem("TOO_MANY_CHALLENGES", HttpStatus.TOO_MANY_REQUESTS).stop();
    };
  }

  Asked take(String owner, ChipTranscript.@Nullable Transcript transcript) {
    if (transcript == null) {
      return new Asked(null, ChipAnswer.none());
    }
    var answer = transcript.answer();
    var code = transcript.challenge();
    if (code == null) {
      throw problem("TRANSCRIPT_UNREADABLE", HttpStatus.BAD_REQUEST).stop();
    }
    return switch (challenges.take(owner, code)) {
      case ChallengeService.Answering.Taken(var challenge) -> new Asked(challenge, answer);
      case ChallengeService.Answering.Unknown() ->
          throw problem("CHALLENGE_UNKNOWN", HttpStatus.CONFLICT).stop();
      case ChallengeService.Answering.Expired() ->
          throw problem("CHALLENGE_EXPIRED", HttpStatus.GONE).stop();
      case ChallengeService.Answering.Used() ->
          throw problem("CHALLENGE_USED", HttpStatus.CONFLICT).stop();
    };
  }

  private static Problem problem(String code, HttpStatus status) {
    return Problem.of("document", code, status);
  }
}
