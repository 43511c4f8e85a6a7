package hutong.web.internal;

import hutong.language.Words;
import hutong.web.Problem;
import java.util.regex.Pattern;

/// One refusal, explained to whoever looked up its code. What it was about is not known here, so
/// its placeholders stay open.
public record ExplainedPage(Problem problem) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

  public String text(Words words, String slot) {
    return PLACEHOLDER.matcher(words.t(problem.key(slot))).replaceAll("…");
  }
}
