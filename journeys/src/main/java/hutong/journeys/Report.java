package hutong.journeys;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What was played, how long each step took, and a picture of every page a person saw.
final class Report {

  /// One page as it looked, and who saw it.
  record Picture(String file, String caption, String address) {}

  /// One step of the day.
  record Step(String title, Duration took, String outcome, List<Picture> pictures) {}

  private final Path folder;
  private final List<Step> steps = new ArrayList<>();
  private List<Picture> current = new ArrayList<>();
  private int number;

  Report(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    try (var old = Files.list(folder)) {
      for (var file : old.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  void picture(Page page, String caption) {
    var file = String.format(Locale.ROOT, "%02d-%s.png", ++number, slug(caption));
    page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(file)).setFullPage(true));
    current.add(new Picture(file, caption, path(page.url())));
  }

  void step(String title, Duration took, String outcome) {
    steps.add(new Step(title, took, outcome, List.copyOf(current)));
    current = new ArrayList<>();
  }

  Path write(String summary) throws IOException {
    var html = new StringBuilder();
    html.append(
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>The first day · Hutong 互通</title><style>
        body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:1200px;padding:0 1rem;
        background:#faf8f5;color:#1b1f24}h2{border-top:1px solid #e3ded6;padding-top:1rem}
        .shots{display:flex;flex-wrap:wrap;gap:1rem;align-items:flex-start}
        figure{margin:0;background:#fff;border:1px solid #e3ded6;border-radius:12px;padding:.5rem}
        img{display:block;max-width:300px;max-height:640px;object-fit:cover;object-position:top;
        border-radius:8px}figcaption{max-width:300px;font-size:.85rem;color:#5f666d}
        .ok{color:#0b6b57}.failed{color:#b3261e}
        </style></head><body><h1>The first day 互通</h1>
        """);
    html.append("<p>").append(escape(summary)).append("</p>");
    for (var step : steps) {
      html.append("<h2>")
          .append(escape(step.title()))
          .append("</h2><p class=\"")
          .append(step.outcome().equals("done") ? "ok" : "failed")
          .append("\">")
          .append(escape(step.outcome()))
          .append(" · ")
          .append(step.took().toMillis())
          .append(" ms</p><div class=\"shots\">");
      for (var picture : step.pictures()) {
        html.append("<figure><a href=\"")
            .append(picture.file())
            .append("\"><img src=\"")
            .append(picture.file())
            .append("\" alt=\"")
            .append(escape(picture.caption()))
            .append("\"></a><figcaption>")
            .append(escape(picture.caption()))
            .append("<br><code>")
            .append(escape(picture.address()))
            .append("</code></figcaption></figure>");
      }
      html.append("</div>");
    }
    html.append("</body></html>\n");
    var file = folder.resolve("index.html");
    Files.writeString(file, html);
    return file;
  }

  private static String path(String url) {
    return url.replaceFirst("^https?://[^/]+", "").replaceFirst("\\?.*", "");
  }

  private static String slug(String caption) {
    return caption.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
