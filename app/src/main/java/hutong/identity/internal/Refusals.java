package hutong.identity.internal;

import hutong.web.Problem;
import hutong.web.Problems;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.ViewResolver;

/// How a request ends that may not go on: at the sign-in page, or with a problem that says why.
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

  /// Longer, it would not fit into the headers of an answer.
  private static final int LONGEST_NEXT = 2_000;

  private final HandlerExceptionResolver answers;
  private final Problems problems;
  private final ViewResolver views;

  Refusals(
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver answers,
      Problems problems,
      @Qualifier("jteViews") ViewResolver views) {
    this.answers = answers;
    this.problems = problems;
    this.views = views;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    if (isApi(request)) {
      response.setHeader("WWW-Authenticate", "Bearer");
      answer(Problem.of("identity", "SIGN_IN_NEEDED", HttpStatus.UNAUTHORIZED), request, response);
      return;
    }
    var door = Door.of(request.getRequestURI()).path();
    response.setStatus(HttpStatus.SEE_OTHER.value());
    response.setHeader("Location", request.getMethod().equals("GET") ? door + next(request) : door);
  }

  private static String next(HttpServletRequest request) {
    var query = request.getQueryString();
    var page = query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    var next = "?next=" + URLEncoder.encode(page, StandardCharsets.UTF_8);
    return next.length() > LONGEST_NEXT ? "" : next;
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException, ServletException {
    var code = why instanceof CsrfException ? "FORM_TOO_OLD" : "FORBIDDEN";
    var problem = Problem.of("web", code, HttpStatus.FORBIDDEN);
    if (isApi(request)) {
      answer(problem, request, response);
    } else {
      show(problems.page(problem), request, response);
    }
  }

  private void answer(Problem problem, HttpServletRequest request, HttpServletResponse response) {
    answers.resolveException(request, response, null, problem.stop());
  }

  private void show(ModelAndView page, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.setStatus(HttpStatus.FORBIDDEN.value());
    try {
      var view = views.resolveViewName(String.valueOf(page.getViewName()), request.getLocale());
      if (view != null) {
        view.render(page.getModel(), request, response);
      }
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) { // declared by View, whose only implementation here throws none other
      throw new ServletException(e);
    }
  }

  private static boolean isApi(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/api/");
  }
}
