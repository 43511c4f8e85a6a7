package hutong.web.internal;

import hutong.language.Language;
import hutong.web.Frame;
import hutong.web.internal.StaticFiles.StoredFile;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The welcome page as bytes: the same for every stranger of one language and way of reading, so
/// it is rendered and compressed once for each.
@Component
class WelcomeBytes {

  private static final String HTML = "text/html;charset=UTF-8";

  private final Map<Key, StoredFile> kept = new ConcurrentHashMap<>();
  private final Templates templates;
  private final FrameMaker frames;
  private final String sessionCookie;

  WelcomeBytes(
      Templates templates,
      FrameMaker frames,
      @Value("${server.servlet.session.cookie.name:SESSION}") String sessionCookie) {
    this.templates = templates;
    this.frames = frames;
    this.sessionCookie = sessionCookie;
  }

  /// Whether this reader may be somebody we know: then the page is not the same for her.
  boolean mayKnow(HttpServletRequest request) {
    return FrameMaker.cookie(request, sessionCookie) != null;
  }

  StoredFile of(HttpServletRequest request) {
    var reader = FrameMaker.reader(request);
    var key = new Key(frames.language(request), reader.elder(), reader.theme());
    return kept.computeIfAbsent(key, this::render);
  }

  private StoredFile render(Key key) {
    var reader = new Frame.Reader(false, key.elder(), key.theme());
    var frame = frames.of(key.language(), "/", new NoToken(), reader);
    return StoredFile.of(HTML, templates.render("web/welcome", null, frame).toByteArray());
  }

  private record Key(Language language, boolean elder, String theme) {}

  /// This page has no form.
  private record NoToken() implements Frame.Csrf {

    @Override
    public String field() {
      throw new IllegalStateException("a form on a page that is the same for everybody");
    }

    @Override
    public String token() {
      return field();
    }
  }
}
