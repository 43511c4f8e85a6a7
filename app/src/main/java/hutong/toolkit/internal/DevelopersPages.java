package hutong.toolkit.internal;

import hutong.toolkit.Operations;
import hutong.web.WebSettings;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/// What the API offers, for people.
@Controller
class DevelopersPages {

  private static final int FITS_A_LINE = 1200;

  private final Operations operations;
  private final WebSettings settings;

  DevelopersPages(Operations operations, WebSettings settings) {
    this.operations = operations;
    this.settings = settings;
  }

  @GetMapping("/developers")
  ModelAndView developers() {
    var calls =
        operations.list().stream()
            .map(each -> new DevelopersPage.Call(each.name(), curl(each)))
            .toList();
    return new ModelAndView("toolkit/developers", "page", new DevelopersPage(calls));
  }

  /// The address that the foot of every page leads to.
  @GetMapping("/api")
  String api() {
    return "redirect:/developers";
  }

  /// A command that works when pasted; an example that is long is fetched first.
  private String curl(hutong.toolkit.Operation operation) {
    var address = settings.publicUrl() + "/api/v1/toolkit/" + operation.name();
    var call = "curl -s " + address + " \\\n  -H 'Content-Type: application/json' \\\n  -d ";
    var example = operation.example().strip();
    return example.length() > FITS_A_LINE
        ? "curl -s " + address + "/example |\n" + call + "@-"
        : call + "'" + example.replace("'", "'\\''") + "'";
  }
}
