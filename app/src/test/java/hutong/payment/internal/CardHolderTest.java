package hutong.payment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.identity.Document;
import hutong.identity.DocumentKind;
import hutong.kernel.Sensitive;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardHolderTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          MARIA JOAO DA SILVA PEREIRA, SAME,               -
          Maria João da Silva Pereira, SAME_BY_CONVENTION, SIGNS_LEFT_OUT
          DA SILVA PEREIRA/MARIA JOAO, SAME,               -
          MARIA J DA SILVA PEREIRA,    SAME_BY_CONVENTION, INITIAL
          MARIA JOAO PEREIRA,          SAME_BY_CONVENTION, CONNECTIVE
          M J PEREIRA,                 POSSIBLY,           INITIAL
          ANTONIO PEREIRA,             DIFFERENT,          GIVEN_NAME_DIFFERS
          """)
  void the_name_on_a_card_is_compared_with_the_document(
      String name, String outcome, String reason) {
    var holder = CardHolder.compare(maria(), name);
    assertThat(holder.outcome().name()).isEqualTo(outcome);
    assertThat(holder.reason()).isEqualTo(reason == null ? "" : reason);
  }

  @Test
  void the_verdict_is_kept_and_the_name_is_not() {
    var kept =
        CardHolder.judged(
            Map.of("method", "pm_1", CardHolder.NAME, "M J PEREIRA"), Optional.of(maria()));
    assertThat(kept).containsEntry("method", "pm_1").doesNotContainKey(CardHolder.NAME);
    assertThat(kept.values()).noneMatch(value -> value.contains("PEREIRA"));
    assertThat(CardHolder.of(kept)).map(CardHolder::reason).contains("INITIAL");
  }

  @Test
  void without_a_document_or_a_name_nothing_is_said() {
    var named = Map.of(CardHolder.NAME, "M J PEREIRA");
    assertThat(CardHolder.of(CardHolder.judged(named, Optional.empty()))).isEmpty();
    var nameless = Map.of(CardHolder.NAME, "");
    assertThat(CardHolder.of(CardHolder.judged(nameless, Optional.of(maria())))).isEmpty();
  }

  private static Document maria() {
    return new Document(
        DocumentKind.PASSPORT,
        "PRT",
        "PRT",
        Sensitive.of("CA0001234"),
        Sensitive.of("DA SILVA PEREIRA"),
        Sensitive.of("MARIA JOAO"),
        Sensitive.of(LocalDate.of(1954, 3, 2)),
        Document.Sex.F,
        LocalDate.of(2030, 1, 1),
        Document.Level.TYPED,
        Instant.EPOCH);
  }
}
