package hutong.web.internal;

import hutong.language.Language;
import hutong.language.Languages;
import hutong.web.Assets;
import hutong.web.Frame;
import hutong.web.Place;
import hutong.web.WebSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
  private final Assets assets;
  private final List<Place> places;

  FrameMaker(Languages languages, WebSettings settings, Assets assets, List<Place> places) {
    this.languages = languages;
    this.settings = settings;
    this.assets = assets;
    this.places = places.stream().sorted(Comparator.comparingInt(Place::order)).toList();
  }

  Frame of(HttpServletRequest request) {
    return of(language(request), request.getRequestURI(), new PageToken(request), reader(request));
  }

  Frame of(Language language, String path, Frame.Csrf csrf, Frame.Reader reader) {
    var site = new Frame.Site(assets, settings.ribbon(language), settings.helpline(), places);
    return new Frame(
        languages.words(language),
        languages.chinese(),
        languages.offered(),
        path,
        csrf,
        reader,
        site);
  }

  Language language(HttpServletRequest request) {
    return languages.choose(cookie(request, LANGUAGE_COOKIE), request.getHeader("Accept-Language"));
  }

  static Frame.Reader reader(HttpServletRequest request) {
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

  /// Looked up only when a form asks: reading a page must not open a session.
  private record PageToken(HttpServletRequest request) implements Frame.Csrf {

    @Override
    public String field() {
      return found() instanceof CsrfToken token ? token.getParameterName() : "_csrf";
    }

    @Override
    public String token() {
      return found() instanceof CsrfToken token ? token.getToken() : "";
    }

    private @Nullable Object found() {
      return request.getAttribute(CsrfToken.class.getName());
    }
  }
}
