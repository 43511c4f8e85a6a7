package hutong.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.language.Language;
import hutong.mrtd.Reason;
import hutong.mrtd.Verdict;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/// Whatever a check of a document can find is said in plain words, in every language.
class EveryFindingHasWordsTest {

  @Test
  void every_finding_and_every_verdict_has_words() throws IOException {
    for (var language : Language.SHIPPED) {
      var words = new Properties();
      var file = "/messages/document_" + language.tag() + ".properties";
      try (var in = EveryFindingHasWordsTest.class.getResourceAsStream(file)) {
        assertThat(in).as(file).isNotNull();
        words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
      for (Reason reason : Reason.values()) {
        assertThat(words.getProperty("document.finding." + reason)).as(file + reason).isNotBlank();
      }
      for (Verdict verdict : Verdict.values()) {
        for (String slot : new String[] {"title", "text", "next"}) {
          var key = "document.verdict." + verdict + "." + slot;
          assertThat(words.getProperty(key)).as(file + key).isNotBlank();
        }
      }
    }
  }
}
