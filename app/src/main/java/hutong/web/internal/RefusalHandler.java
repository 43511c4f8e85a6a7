package hutong.web.internal;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONTENT_TOO_LARGE;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.INTERNAL_SERVER_ERROR;
import static org.springframework.http.HttpStatus.METHOD_NOT_ALLOWED;
import static org.springframework.http.HttpStatus.NOT_ACCEPTABLE;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.UNSUPPORTED_MEDIA_TYPE;

import hutong.web.Problem;
import hutong.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

/// Turns everything that ends a request early into a problem that explains itself.
///
/// A bug is logged by its type and place only: its message might hold what a person typed.
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class RefusalHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalHandler.class);

  private final Problems problems;

  RefusalHandler(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  Object stop(Problem.Stop stop, HttpServletRequest request) {
    return show(stop.problem(), request);
  }

  @ExceptionHandler
  Object tooLarge(MaxUploadSizeExceededException refused, HttpServletRequest request) {
    return show(general("TOO_LARGE", CONTENT_TOO_LARGE), request);
  }

  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    CannotCreateTransactionException.class,
    QueryTimeoutException.class
  })
  Object unavailable(RuntimeException failure, HttpServletRequest request) {
    LOG.warn("database unavailable: {}", failure.getClass().getSimpleName());
    return show(general("UNAVAILABLE", SERVICE_UNAVAILABLE), request);
  }

  @ExceptionHandler({
    org.springframework.http.converter.HttpMessageNotReadableException.class,
    org.springframework.web.method.annotation.MethodArgumentTypeMismatchException.class
  })
  Object unreadable(Exception refused, HttpServletRequest request) {
    return show(general("UNREADABLE", BAD_REQUEST), request);
  }

  @ExceptionHandler
  Object anythingElse(Throwable failure, HttpServletRequest request) throws Throwable {
    if (failure instanceof AccessDeniedException || failure instanceof AuthenticationException) {
      throw failure;
    }
    if (failure instanceof ErrorResponse refused) {
      return show(forStatus(refused.getStatusCode().value()), request);
    }
    var place = failure.getStackTrace().length == 0 ? "?" : failure.getStackTrace()[0];
    LOG.error("bug: {} at {}", failure.getClass().getName(), place);
    return show(general("BUG", INTERNAL_SERVER_ERROR), request);
  }

  static Problem forStatus(int status) {
    return switch (status) {
      case 403 -> general("FORBIDDEN", FORBIDDEN);
      case 404 -> general("NOT_FOUND", NOT_FOUND);
      case 405 -> general("METHOD_NOT_ALLOWED", METHOD_NOT_ALLOWED);
      case 406 -> general("NOT_ACCEPTABLE", NOT_ACCEPTABLE);
      case 413 -> general("TOO_LARGE", CONTENT_TOO_LARGE);
      case 415 -> general("UNSUPPORTED_MEDIA_TYPE", UNSUPPORTED_MEDIA_TYPE);
      case 503 -> general("UNAVAILABLE", SERVICE_UNAVAILABLE);
      default ->
          status < 500 ? general("UNREADABLE", BAD_REQUEST) : general("BUG", INTERNAL_SERVER_ERROR);
    };
  }

  private Object show(Problem problem, HttpServletRequest request) {
    return wantsJson(request) ? problems.answer(problem, request) : problems.page(problem);
  }

  static boolean wantsJson(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/api/");
  }

  private static Problem general(String code, HttpStatus status) {
    return Problem.of("web", code, status);
  }
}
