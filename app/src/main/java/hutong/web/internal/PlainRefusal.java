package hutong.web.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// What is not even a request (a broken first line, a header too large) is answered by the server
/// itself: shortly, without its name, its version or a trace.
///
/// Public because the server makes it.
public class PlainRefusal extends ErrorReportValve {

  private static final int NO_ANSWER_BELOW = 400;

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < NO_ANSWER_BELOW
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    var body =
        """
        {"title":"This is not a request we can read","status":%d,"code":"NOT_A_REQUEST",\
        "detail":"It does not follow the rules of HTTP, or a part of it is too long.",\
        "next":"Send it again from a browser, or check how your program writes requests."}
        """
            .formatted(status)
            .getBytes(StandardCharsets.UTF_8);
    try {
      response.setContentType("application/problem+json");
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException | IllegalStateException gone) {
      // whoever sent it does not listen any more
      container.getLogger().debug("no answer to a broken request");
    }
  }
}
