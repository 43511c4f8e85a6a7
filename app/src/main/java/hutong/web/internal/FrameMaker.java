package hutong.web.internal;

import hutong.language.Languages;
import hutong.web.Frame;
import hutong.web.WebSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/// Makes the frame of a request: its language, its reader, its form token.
@Component
class FrameMaker {

  static final String LANGUAGE_COOKIE = "hutong_language";
  static final String READING_COOKIE = "hutong_reading";
  private static final Set<String> THEMES = Set.of("light", "dark");

  private final Languages languages;
  private final WebSettings settings;

  FrameMaker(Languages languages, WebSettings settings) {
    this.languages = languages;
    this.settings = settings;
  }

  Frame of(HttpServletRequest request) {
    var words = languages.words(language(request));
    return new Frame(
        words,
        languages.chinese(),
        languages.offered(),
        request.getRequestURI(),
        csrf(request),
        reader(request),
        settings.ribbon());
  }

  hutong.language.Language language(HttpServletRequest request) {
    return languages.choose(cookie(request, LANGUAGE_COOKIE), request.getHeader("Accept-Language"));
  }

  private static Frame.Csrf csrf(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? new Frame.Csrf(token.getParameterName(), token.getToken())
        : new Frame.Csrf("_csrf", "");
  }

  private static Frame.Reader reader(HttpServletRequest request) {
    var reading = cookie(request, READING_COOKIE);
    var words =
        reading == null ? Set.<String>of() : Set.copyOf(Arrays.asList(reading.split("\\.")));
    var theme = THEMES.stream().filter(words::contains).findFirst().orElse("auto");
    return new Frame.Reader(request.getUserPrincipal() != null, words.contains("elder"), theme);
  }

  static @Nullable String cookie(HttpServletRequest request, String name) {
    var cookies = request.getCookies();
    return cookies == null
        ? null
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .findFirst()
            .orElse(null);
  }
}
