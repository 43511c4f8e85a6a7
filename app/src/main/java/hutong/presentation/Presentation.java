package hutong.presentation;

import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import hutong.kernel.Sensitive;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One question to a traveller, as whoever asked sees it.
public record Presentation(
    PresentationId id, RelyingParty party, AskingPurpose purpose, Request request, Result result) {

  /// How it stands.
  public enum State {
    /// She has not answered.
    WAITING,
    /// What she showed is genuine, hers, valid, and what was asked.
    ACCEPTED,
    /// What she showed is not good: see the findings.
    NOT_ACCEPTED,
    /// She said no.
    DECLINED,
    /// Nobody answered in time.
    EXPIRED,
    /// Closed after too many answers that could not be read.
    CLOSED
  }

  /// How she can answer.
  ///
  /// @param url opens a wallet with the question
  /// @param link the same question for her browser: her Hutong pages, or any wallet
  /// @param code eight digits she can type instead
  /// @param until when it is over
  /// @param opened whether a wallet read the question
  public record Request(
      String url, String link, String code, Instant until, boolean opened, boolean sameDevice) {}

  /// What came back.
  ///
  /// @param facts empty unless accepted, and empty again when its time is over
  /// @param findings stable reasons why it was not accepted
  /// @param holder who she is, when she answered from her own pages here
  /// @param credential what kind of credential she showed; empty when none
  /// @param language the tag of the language she reads
  public record Result(
      State state,
      Sensitive<Map<Fact, String>> facts,
      List<String> findings,
      Optional<Holder> holder,
      String credential,
      @Nullable String language,
      @Nullable Instant at) {

    public Result {
      findings = List.copyOf(findings);
    }
  }

  /// Who answered.
  ///
  /// @param account through which account
  public record Holder(PersonId person, AccountId account) {}

  public State state() {
    return result.state();
  }
}
