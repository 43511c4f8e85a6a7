package hutong.web.internal;

import hutong.web.Problems;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// What ends before any page or API is reached (a form too large, an address refused by the
/// firewall, a filter's failure) ends here, in the same words as everything else.
@Hidden
@Controller
class LastResort implements ErrorController {

  private static final int NOT_FOUND = 404;

  private final Problems problems;

  LastResort(Problems problems) {
    this.problems = problems;
  }

  @RequestMapping("/error")
  Object show(HttpServletRequest request) {
    var status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : NOT_FOUND;
    var problem = RefusalHandler.forStatus(status);
    return RefusalHandler.wantsJson(request)
        ? problems.answer(problem, request)
        : problems.page(problem);
  }
}
