package hutong.web;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestPeople;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HutongTest
class FrontFilterTest {

  /// On a bad line a page is there within a second or two: 20 kB at 100 kbit/s.
  private static final int HOME_AND_ALL_IT_NEEDS = 20_000;

  @Autowired TestPeople people;
  @Autowired Assets assets;

  @Test
  void a_stranger_gets_no_cookie() {
    var answer = people.stranger().get("/");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Set-Cookie")).isEmpty();
    assertThat(people.stranger().get("/help").header("Set-Cookie")).isEmpty();
    assertThat(people.stranger().get("/nowhere").header("Set-Cookie")).isEmpty();
  }

  @Test
  void the_first_page_is_small_on_the_line() {
    int total = 0;
    for (var path :
        new String[] {"/", assets.url("hutong.css"), assets.url("hutong.js"), favicon()}) {
      var reader = people.stranger();
      var answer = reader.send(reader.request(path).GET().header("Accept-Encoding", "gzip"));
      assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
      total += answer.bytes().length;
    }
    assertThat(total).isLessThan(HOME_AND_ALL_IT_NEEDS);
  }

  private String favicon() {
    return assets.url("favicon.svg");
  }

  @Test
  void an_unchanged_page_is_not_sent_again() {
    var reader = people.stranger();
    var tag = reader.get("/").header("ETag");
    var again = reader.send(reader.request("/").GET().header("If-None-Match", tag));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.bytes()).isEmpty();
    var compressed =
        reader.send(reader.request("/").GET().header("If-None-Match", "\"x\", W/" + tag));
    assertThat(compressed.status()).isEqualTo(304);
  }

  @Test
  void a_file_is_kept_for_ever_under_its_hash_only() {
    var reader = people.stranger();
    assertThat(reader.get(assets.url("hutong.css")).header("Cache-Control")).contains("immutable");
    assertThat(reader.get("/static/hutong.css").header("Cache-Control")).isEqualTo("no-cache");
    assertThat(reader.get("/static/00000000/hutong.css").header("Cache-Control"))
        .isEqualTo("no-cache");
    assertThat(reader.get("/static/nothing.css").status()).isEqualTo(404);
    assertThat(reader.get("/static/../application.yaml").status()).isBetween(400, 404);
  }

  @Test
  void every_answer_carries_the_headers_that_protect_its_reader() {
    for (var path :
        new String[] {"/", "/help", "/nowhere", "/api/v1/nowhere", "/static/hutong.css"}) {
      var answer = people.stranger().get(path);
      assertThat(answer.header("Content-Security-Policy"))
          .as(path)
          .contains("default-src 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Referrer-Policy")).isNotEmpty();
      assertThat(answer.header("Permissions-Policy")).contains("camera=(self)");
      assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
      assertThat(answer.header("Server")).isEmpty();
    }
  }
}
