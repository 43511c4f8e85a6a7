package hutong.web;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestPeople;
import hutong.language.Languages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@HutongTest
class WebPagesTest {

  @Autowired TestPeople people;
  @Autowired Languages languages;

  @ParameterizedTest
  @CsvSource({
    "/, en",
    "/, zh-Hans",
    "/, en-XA",
    "/, ar-XB",
    "/gallery, en",
    "/gallery, zh-Hans",
    "/gallery, en-XA",
    "/gallery, ar-XB",
    "/gallery/desk, zh-Hans",
    "/gallery/desk, ar-XB",
    "/gallery/console, en",
    "/help, en",
    "/help, zh-Hans",
    "/language, ar-XB",
    "/reading, zh-Hans",
    "/problems, en"
  })
  void every_page_is_sound(String path, String language) {
    var reader = people.stranger();
    reader.get("/language/" + language);
    var answer = reader.get(path);
    assertThat(answer.status()).isEqualTo(200);
    PageChecks.assertSound(answer.document(), language);
  }

  @Test
  void every_language_explains_every_refusal() {
    var reader = people.stranger();
    for (var key : languages.keys()) {
      if (!key.matches("\\w+\\.problem\\.\\w+\\.title")) {
        continue;
      }
      var stem = key.substring(0, key.length() - "title".length());
      for (var language : languages.offered()) {
        for (var slot : new String[] {"title", "detail", "next"}) {
          assertThat(languages.words(language).has(stem + slot)).as(stem + slot).isTrue();
        }
      }
      var code = key.split("\\.")[2];
      assertThat(reader.get("/problems/" + code).status()).as(code).isEqualTo(200);
    }
    assertThat(reader.get("/problems/NO_SUCH_CODE").status()).isEqualTo(404);
  }

  @Test
  void a_language_stays_chosen_and_leads_back() {
    var reader = people.stranger();
    var chosen = reader.get("/language/zh-Hans?back=/help");
    assertThat(chosen.status()).isEqualTo(303);
    assertThat(chosen.location()).isEqualTo("/help");
    PageChecks.assertSound(reader.get("/help").document(), "zh-Hans");
    assertThat(reader.get("/language/tlh").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "//evil.example, /",
    "https://evil.example, /",
    "/%5Cevil.example, /",
    "/stays/new, /stays/new"
  })
  void the_way_back_never_leads_to_another_site(String back, String to) {
    assertThat(people.stranger().get("/language/en?back=" + back).location()).isEqualTo(to);
  }

  @Test
  void size_and_colours_are_chosen_apart() {
    var reader = people.stranger();
    reader.get("/reading/elder");
    reader.get("/reading/dark");
    var html = reader.get("/help").document().expectFirst("html");
    assertThat(html.hasAttr("data-elder")).isTrue();
    assertThat(html.attr("data-theme")).isEqualTo("dark");
    reader.get("/reading/usual");
    assertThat(reader.get("/help").document().select("html[data-elder]")).isEmpty();
    assertThat(reader.get("/help").document().select("html[data-theme=dark]")).hasSize(1);
  }

  @Test
  void whoever_is_signed_in_begins_with_today() {
    var maria = people.traveller();
    var answer = maria.get("/");
    assertThat(answer.status()).isBetween(302, 303);
    assertThat(answer.location()).isEqualTo("/today");
    var tabs = maria.get("/help").document().select("nav.tabs a[href]");
    assertThat(tabs.eachAttr("href")).contains("/today", "/pay", "/passes", "/services", "/me");
    assertThat(people.stranger().get("/help").document().select("nav.tabs")).isEmpty();
  }
}
