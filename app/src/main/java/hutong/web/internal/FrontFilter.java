package hutong.web.internal;

import hutong.web.WebSettings;
import hutong.web.internal.StaticFiles.StoredFile;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// The first to see a request: sets the headers every answer carries, and answers at once what is
/// the same for everybody, before any session is looked up.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class FrontFilter extends OncePerRequestFilter {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
          + "font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; "
          + "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  /// Nothing but what pages use: the camera (passport, QR code) and passkeys.
  private static final String PERMISSIONS =
      "camera=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), "
          + "geolocation=(self), microphone=(), payment=(), usb=(), bluetooth=(), "
          + "browsing-topics=()";

  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final StaticFiles files;
  private final WelcomeBytes welcome;
  private final WebSettings settings;

  FrontFilter(StaticFiles files, WelcomeBytes welcome, WebSettings settings) {
    this.files = files;
    this.welcome = welcome;
    this.settings = settings;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    protect(response);
    if (reads(request) && answered(request, response)) {
      return;
    }
    Reference.begin();
    try {
      chain.doFilter(request, response);
    } finally {
      Reference.end();
    }
  }

  private boolean answered(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var path = request.getRequestURI();
    if (path.equals("/") && !welcome.mayKnow(request)) {
      response.setHeader("Cache-Control", "private, no-cache");
      response.setHeader("Vary", "Accept-Language, Cookie");
      send(welcome.of(request), request, response);
      return true;
    }
    var found = files.find(path);
    if (found != null) {
      response.setHeader("Cache-Control", found.lasting() ? FOR_EVER : "no-cache");
      send(found.file(), request, response);
    }
    return found != null;
  }

  private void protect(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Permissions-Policy", PERMISSIONS);
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("X-Frame-Options", "DENY");
    if (settings.https()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
  }

  private static boolean reads(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  static void send(StoredFile file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("ETag", file.tag());
    response.addHeader("Vary", "Accept-Encoding");
    var known = request.getHeader("If-None-Match");
    if (known != null && known.contains(file.tag())) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    var accepted = request.getHeader("Accept-Encoding");
    boolean gzip = accepted != null && accepted.contains("gzip");
    var body = gzip ? file.gzip() : file.plain();
    if (gzip) {
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setContentType(file.type());
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }
}
