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
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/// Turns everything that ends a request early into a problem that explains itself.
///
/// A bug is logged by its type and place only: its message might hold what a person typed.
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class RefusalHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalHandler.class);

  private static final int DEEPEST = 5;

  /// PostgreSQL's invalid and untranslatable characters.
  private static final Set<String> UNSTORABLE = Set.of("22021", "22P05");

  /// A full disk or a restarting database is seldom better sooner.
  private static final String RETRY_AFTER_SECONDS = "5";

  private final Problems problems;

  RefusalHandler(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  Object stop(Problem.Stop stop, HttpServletRequest request, HttpServletResponse response) {
    if (stop.problem().status() == SERVICE_UNAVAILABLE) {
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    return show(stop.problem(), request);
  }

  @ExceptionHandler
  Object tooLarge(MaxUploadSizeExceededException refused, HttpServletRequest request) {
    return show(general("TOO_LARGE", CONTENT_TOO_LARGE), request);
  }

  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    TransactionException.class,
    QueryTimeoutException.class
  })
  Object unavailable(
      RuntimeException failure, HttpServletRequest request, HttpServletResponse response) {
    LOG.warn("database unavailable: {}", failure.getClass().getSimpleName());
    response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    return show(general("UNAVAILABLE", SERVICE_UNAVAILABLE), request);
  }

  /// Says which field, never what was in it.
  @ExceptionHandler
  Object unreadable(HttpMessageNotReadableException refused, HttpServletRequest request) {
    for (var cause = refused.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyLimits.TooLarge) {
        return show(BodyLimits.TOO_LARGE, request);
      }
      if (cause instanceof DatabindException broken && !broken.getPath().isEmpty()) {
        return show(field(path(broken)), request);
      }
    }
    return show(general("UNREADABLE", BAD_REQUEST), request);
  }

  private static String path(DatabindException broken) {
    return broken.getPath().stream()
        .map(RefusalHandler::step)
        .collect(Collectors.joining("."))
        .replace(".[", "[");
  }

  private static String step(JacksonException.Reference step) {
    var name = step.getPropertyName();
    return name == null ? "[" + step.getIndex() + "]" : name;
  }

  /// A form of parts that is none.
  @ExceptionHandler
  Object unreadable(MultipartException refused, HttpServletRequest request) {
    return show(general("UNREADABLE", BAD_REQUEST), request);
  }

  /// A text that no column can hold, such as one with U+0000; any other breach is a bug.
  @ExceptionHandler
  Object unstorable(DataIntegrityViolationException refused, HttpServletRequest request)
      throws Throwable {
    boolean text =
        refused.getRootCause() instanceof SQLException cause
            && UNSTORABLE.contains(String.valueOf(cause.getSQLState()));
    return text
        ? show(general("UNREADABLE", BAD_REQUEST), request)
        : anythingElse(refused, request);
  }

  @ExceptionHandler
  Object wrongType(MethodArgumentTypeMismatchException refused, HttpServletRequest request) {
    return show(field(refused.getName()), request);
  }

  @ExceptionHandler
  Object missing(MissingServletRequestParameterException refused, HttpServletRequest request) {
    return show(field(refused.getParameterName()), request);
  }

  @ExceptionHandler
  Object missing(MissingServletRequestPartException refused, HttpServletRequest request) {
    return show(field(refused.getRequestPartName()), request);
  }

  @ExceptionHandler
  Object missing(MissingRequestHeaderException refused, HttpServletRequest request) {
    return show(field(refused.getHeaderName()), request);
  }

  @ExceptionHandler
  Object notValid(BindException refused, HttpServletRequest request) {
    var wrong = refused.getFieldError();
    return show(
        wrong == null ? general("UNREADABLE", BAD_REQUEST) : field(wrong.getField()), request);
  }

  @ExceptionHandler
  Object wrongMethod(
      HttpRequestMethodNotSupportedException refused,
      HttpServletRequest request,
      HttpServletResponse response) {
    var allowed = refused.getSupportedMethods();
    if (allowed != null) {
      response.setHeader("Allow", String.join(", ", allowed));
    }
    return show(forStatus(METHOD_NOT_ALLOWED.value()), request);
  }

  /// The other side hung up while we were writing: nobody is there to be answered.
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException hungUp) {
    LOG.debug("the reader left");
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
    LOG.error("bug: {} at {}", kinds(failure), place);
    return show(general("BUG", INTERNAL_SERVER_ERROR), request);
  }

  /// The types of a failure and its causes: their messages might hold what a person typed.
  private static String kinds(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST)
        .map(each -> each.getClass().getName())
        .collect(Collectors.joining(" < "));
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
    var before = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    var path = before instanceof String original ? original : request.getRequestURI();
    return path.startsWith("/api/");
  }

  private static Problem field(String name) {
    return Problem.of("web", "UNREADABLE_FIELD", BAD_REQUEST, name);
  }

  private static Problem general(String code, HttpStatus status) {
    return Problem.of("web", code, status);
  }
}
