package hutong.web;

import java.util.List;

/// All that the template `web/problem` may know.
///
/// @param reference a number to quote when asking for help
public record ProblemPage(Problem problem, String reference) {

  public Object[] arguments() {
    return List.copyOf(problem.arguments()).toArray();
  }
}
