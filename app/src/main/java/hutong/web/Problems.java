package hutong.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.ModelAndView;

/// Says a refusal in the reader's language: to programs as `application/problem+json`, to people
/// as a page.
public interface Problems {

  /// The answer of an API. `code`, `next` and `contact` are extension members.
  ResponseEntity<ProblemDetail> answer(Problem problem, HttpServletRequest request);

  /// The page a person sees instead of the one she asked for.
  ModelAndView page(Problem problem);
}
