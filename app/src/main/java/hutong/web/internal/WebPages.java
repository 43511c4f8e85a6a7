package hutong.web.internal;

import hutong.language.Languages;
import hutong.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/// The pages that belong to no service: welcome, help, the catalogue of refusals, the gallery.
@Controller
class WebPages {

  private static final Pattern TITLE = Pattern.compile("(\\w+)\\.problem\\.(\\w+)\\.title");

  private final Map<String, Problem> problems = new TreeMap<>();
  private final InstantSource clock;

  WebPages(Languages languages, InstantSource clock) {
    this.clock = clock;
    for (var key : languages.keys()) {
      var title = TITLE.matcher(key);
      if (title.matches()) {
        var code = title.group(2);
        problems.put(code, Problem.of(title.group(1), code, HttpStatus.OK));
      }
    }
  }

  /// Strangers without a session never come here: the front filter answers them.
  @GetMapping("/")
  ModelAndView welcome(HttpServletRequest request) {
    return request.getUserPrincipal() == null
        ? new ModelAndView("web/welcome")
        : new ModelAndView("redirect:/today");
  }

  @GetMapping("/help")
  ModelAndView help() {
    return new ModelAndView("web/help");
  }

  @GetMapping("/problems")
  ModelAndView problems() {
    return new ModelAndView(
        "web/problems", "page", new ProblemsPage(List.copyOf(problems.values())));
  }

  @GetMapping("/problems/{code}")
  ModelAndView problem(@PathVariable String code) {
    var problem = problems.get(code);
    if (problem == null) {
      throw Problem.of("web", "NOT_FOUND", HttpStatus.NOT_FOUND).stop();
    }
    return new ModelAndView("web/explained", "page", new ExplainedPage(problem));
  }

  @GetMapping("/gallery")
  ModelAndView gallery() {
    return new ModelAndView("web/gallery", "page", new GalleryPage(clock.instant()));
  }

  @GetMapping("/gallery/{layout:desk|console}")
  ModelAndView galleryOf(@PathVariable String layout) {
    return new ModelAndView("web/gallery/" + layout, "page", new GalleryPage(clock.instant()));
  }
}
