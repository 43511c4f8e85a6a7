package hutong.web.internal;

import hutong.language.Languages;
import hutong.web.Problem;
import hutong.web.WebSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// In which language, how large and how bright a person reads. Kept in two cookies of her browser
/// that say nothing about her; links set them, so that a stranger needs no session for it.
@Controller
class ReadingPages {

  private static final Duration KEPT = Duration.ofDays(400);

  /// A path of our own: nothing that a browser could take for another site.
  private static final Pattern OWN_PATH = Pattern.compile("/(?:[\\w.~%+-][\\w.~%+/-]{0,300})?");

  private final Languages languages;
  private final WebSettings settings;

  ReadingPages(Languages languages, WebSettings settings) {
    this.languages = languages;
    this.settings = settings;
  }

  @GetMapping("/language")
  ModelAndView language(@RequestParam(defaultValue = "/") String back) {
    return new ModelAndView("web/language", "page", new ReadingPage(own(back)));
  }

  @GetMapping("/language/{tag}")
  ResponseEntity<Void> chooseLanguage(
      @PathVariable String tag, @RequestParam(defaultValue = "/") String back) {
    if (languages.offered().stream().noneMatch(each -> each.tag().equals(tag))) {
      throw Problem.of("web", "NOT_FOUND", HttpStatus.NOT_FOUND).stop();
    }
    return remember(FrameMaker.LANGUAGE_COOKIE, tag, back);
  }

  @GetMapping("/reading")
  ModelAndView reading(@RequestParam(defaultValue = "/") String back) {
    return new ModelAndView("web/reading", "page", new ReadingPage(own(back)));
  }

  /// One of the two is changed, the other stays.
  @GetMapping("/reading/{choice}")
  ResponseEntity<Void> chooseReading(
      @PathVariable String choice,
      @RequestParam(defaultValue = "/") String back,
      HttpServletRequest request) {
    var reader = FrameMaker.reader(request);
    var size = reader.elder() ? "elder" : "usual";
    var theme = reader.theme();
    switch (choice) {
      case "elder", "usual" -> size = choice;
      case "light", "dark", "auto" -> theme = choice;
      default -> throw Problem.of("web", "NOT_FOUND", HttpStatus.NOT_FOUND).stop();
    }
    return remember(FrameMaker.READING_COOKIE, size + "." + theme, back);
  }

  private ResponseEntity<Void> remember(String name, String value, String back) {
    var cookie =
        ResponseCookie.from(name, value)
            .path("/")
            .maxAge(KEPT)
            .sameSite("Lax")
            .httpOnly(true)
            .secure(settings.https())
            .build();
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create(own(back)))
        .header("Set-Cookie", cookie.toString())
        .header("Cache-Control", "no-store")
        .build();
  }

  static String own(String path) {
    return OWN_PATH.matcher(path).matches() ? path : "/";
  }
}
