package hutong.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Whoever reads can tell text from what it stands on (WCAG 2.2, 1.4.3 and 1.4.11), computed from
/// the style itself.
class ColoursTest {

  private static final Pattern TOKEN = Pattern.compile("--([a-z-]+):\\s*(#[0-9a-f]{6})");

  private static final List<String> GROUNDS = List.of("paper", "surface", "sunken");
  private static final List<String> WASHED = List.of("jade", "amber", "sky", "plum");

  private final String css = read();
  private final Map<String, String> light = tokens(css.indexOf(":root, [data-theme"));
  private final Map<String, String> dark = tokens(css.lastIndexOf("[data-theme=\"dark\"] {"));

  @Test
  void text_stands_out_from_every_ground() {
    for (var theme : List.of(light, dark)) {
      for (var ground : GROUNDS) {
        for (var text : List.of("ink", "brick", "jade", "amber", "sky", "plum")) {
          contrast(theme, text, ground, 4.5);
        }
      }
    }
  }

  @Test
  void every_tone_is_read_on_its_own_wash() {
    for (var theme : List.of(light, dark)) {
      for (var tone : WASHED) {
        contrast(theme, tone, tone + "-wash", 4.5);
        contrast(theme, "ink", tone + "-wash", 4.5);
      }
      contrast(theme, "brick", "plum-wash", 4.5);
      contrast(theme, "sky", "sky-wash", 4.5);
    }
  }

  @Test
  void buttons_bars_and_passes_are_read() {
    for (var theme : List.of(light, dark)) {
      contrast(theme, "on-red", "red", 4.5);
      contrast(theme, "paper", "ink", 4.5);
      contrast(theme, "paper", "jade", 4.5);
    }
  }

  @Test
  void edges_of_what_can_be_used_are_seen() {
    for (var theme : List.of(light, dark)) {
      for (var ground : List.of("paper", "surface")) {
        contrast(theme, "edge", ground, 3);
      }
      contrast(theme, "red", "paper", 3);
    }
  }

  @Test
  void the_dark_set_is_the_same_whether_chosen_or_the_devices_own() {
    assertThat(tokens(css.indexOf(":root:not([data-theme=\"light\"])"))).isEqualTo(dark);
    assertThat(dark.keySet()).isEqualTo(light.keySet());
  }

  private static void contrast(Map<String, String> theme, String front, String back, double least) {
    double one = luminance(theme.getOrDefault(front, ""));
    double other = luminance(theme.getOrDefault(back, ""));
    double ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    assertThat(ratio)
        .as("%s %s on %s %s", front, theme.get(front), back, theme.get(back))
        .isGreaterThanOrEqualTo(least);
  }

  private static double luminance(String colour) {
    return 0.2126 * part(colour, 1) + 0.7152 * part(colour, 3) + 0.0722 * part(colour, 5);
  }

  private static double part(String colour, int at) {
    double share = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  private Map<String, String> tokens(int from) {
    var block = css.substring(from, css.indexOf('}', from));
    var found = new HashMap<String, String>();
    var token = TOKEN.matcher(block);
    while (token.find()) {
      found.put(token.group(1), token.group(2));
    }
    assertThat(found).hasSizeGreaterThan(10);
    return found;
  }

  private static String read() {
    try {
      return Files.readString(Path.of("src/main/resources/static/hutong.css"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
