package hutong.web.internal;

import hutong.language.Words;
import hutong.web.Problem;
import java.util.List;

/// Every refusal there is, by code.
public record ProblemsPage(List<Problem> problems) {

  public String title(Words words, Problem problem) {
    return new ExplainedPage(problem).text(words, "title");
  }
}
