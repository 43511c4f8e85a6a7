package hutong.web.internal;

import hutong.language.Languages;
import hutong.language.Words;
import hutong.web.Problem;
import hutong.web.ProblemPage;
import hutong.web.Problems;
import hutong.web.WebSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

@Component
class ProblemWriter implements Problems {

  private final FrameMaker frames;
  private final Languages languages;
  private final WebSettings settings;

  ProblemWriter(FrameMaker frames, Languages languages, WebSettings settings) {
    this.frames = frames;
    this.languages = languages;
    this.settings = settings;
  }

  @Override
  public ResponseEntity<ProblemDetail> answer(Problem problem, HttpServletRequest request) {
    var words = languages.words(frames.language(request));
    var arguments = problem.arguments().toArray();
    var detail = ProblemDetail.forStatus(problem.status());
    detail.setType(URI.create(settings.publicUrl() + "/problems/" + problem.code()));
    detail.setTitle(words.t(problem.key("title"), arguments));
    detail.setDetail(words.t(problem.key("detail"), arguments));
    detail.setProperty("code", problem.code());
    detail.setProperty("next", words.t(problem.key("next"), arguments));
    detail.setProperty("contact", contact(problem, words));
    detail.setProperty("reference", Reference.current());
    return ResponseEntity.status(problem.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header("Content-Language", words.language().tag())
        .header("Cache-Control", "no-store")
        .body(detail);
  }

  @Override
  public ModelAndView page(Problem problem) {
    var page = new ProblemPage(problem, Reference.current());
    var view = new ModelAndView("web/problem", "page", page);
    view.setStatus(problem.status());
    return view;
  }

  private String contact(Problem problem, Words words) {
    return words.has(problem.key("contact"))
        ? words.t(problem.key("contact"))
        : words.t("web.problem.contact", settings.helpline());
  }
}
