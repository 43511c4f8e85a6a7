package hutong.language;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.kernel.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HutongTest
class WordsTest {

  private static final Instant NOON = Instant.parse("2026-12-03T04:00:00Z");

  @Autowired Languages languages;

  @Test
  void english_is_written_as_most_of_the_world_writes_it() {
    var words = languages.english();
    assertThat(words.date(LocalDate.of(2026, 12, 3))).isEqualTo("3 December 2026");
    assertThat(words.shortDate(LocalDate.of(2026, 12, 3))).isEqualTo("3 Dec");
    assertThat(words.weekday(LocalDate.of(2026, 12, 3))).matches("Thu,? 3 Dec");
    assertThat(words.time(NOON)).isEqualTo("12:00");
    assertThat(words.money(Money.of("12.50", "EUR"))).isEqualTo("€12.50");
    assertThat(words.number(40_000)).isEqualTo("40,000");
    assertThat(words.percent(150)).isEqualTo("1.5%");
    assertThat(words.list(List.of("card", "wallet", "cash"))).isEqualTo("card, wallet and cash");
    assertThat(words.languageName("pt")).isEqualTo("Portuguese");
    assertThat(words.country("PRT")).isEqualTo("Portugal");
  }

  @Test
  void lengths_are_said_as_people_say_them() {
    var words = languages.english();
    assertThat(words.duration(Duration.ofHours(9).plusMinutes(20))).matches("9 hrs?,? 20 mins?");
    assertThat(words.duration(Duration.ofDays(24))).isEqualTo("24 days");
    assertThat(words.duration(Duration.ofSeconds(40))).matches("40 secs?");
    assertThat(words.relative(NOON, NOON.plus(Duration.ofHours(3)))).isEqualTo("in 3 hours");
    assertThat(words.relative(NOON, NOON.minus(Duration.ofDays(2)))).isEqualTo("2 days ago");
    assertThat(languages.chinese().relative(NOON, NOON.plus(Duration.ofHours(3))))
        .isEqualTo("3小时后");
  }

  @Test
  void made_up_languages_change_what_is_read_and_nothing_else() {
    var accented = languages.words(new Language("en-XA", "Éñĝļîšĥ"));
    assertThat(accented.t("web.tab.TODAY")).startsWith("Ţöd").isNotEqualTo("Today");
    assertThat(accented.t("web.problem.code", "X1")).contains("X1").doesNotContain("{0}");
    assertThat(accented.t("web.errors.title", 1)).doesNotContain("plural");
    var mirrored = languages.words(new Language("ar-XB", "Right to left"));
    assertThat(mirrored.language().direction()).isEqualTo("rtl");
    assertThat(mirrored.t("web.problem.code", "X1")).contains("X1").contains("\u202e");
  }

  @Test
  void the_browsers_wish_is_heard_and_a_choice_beats_it() {
    assertThat(languages.choose(null, "zh-CN,zh;q=0.9").tag()).isEqualTo("zh-Hans");
    assertThat(languages.choose(null, "tlh, fr;q=0.5").tag()).isEqualTo("en");
    assertThat(languages.choose("en", "zh-CN").tag()).isEqualTo("en");
    assertThat(languages.choose("<script>", ";;;;").tag()).isEqualTo("en");
  }
}
