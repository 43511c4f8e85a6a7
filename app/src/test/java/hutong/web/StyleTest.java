package hutong.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Pages turn round for languages written from right to left only if no style says left or right,
/// and the content policy holds only if no template carries style or script of its own.
class StyleTest {

  private static final Pattern PHYSICAL =
      Pattern.compile(
          "(?:margin|padding|border)-(?:left|right|top|bottom)|[\\s;{](?:left|right|top|bottom):"
              + "|text-align:\\s*(?:left|right)|[\\s;{](?:min-|max-)?(?:width|height):");

  private static final Pattern INLINE =
      Pattern.compile("\\sstyle=\"|\\son[a-z]+=\"|<style|<script(?![^>]*\\ssrc=)");

  @Test
  void styles_use_logical_properties_only() throws IOException {
    for (var file : files("src/main/resources/static", ".css")) {
      var css = Files.readString(file).replaceAll("@media[^{]*", "");
      assertThat(PHYSICAL.matcher(css).results().map(r -> r.group()).toList())
          .as(file.toString())
          .isEmpty();
    }
  }

  @Test
  void templates_hold_no_style_and_no_script() throws IOException {
    for (var file : files("src/main/jte", ".jte")) {
      assertThat(INLINE.matcher(Files.readString(file)).find()).as(file.toString()).isFalse();
    }
  }

  private static List<Path> files(String root, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(root))) {
      return all.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
