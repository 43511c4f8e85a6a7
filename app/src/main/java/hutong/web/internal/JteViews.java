package hutong.web.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.view.RedirectView;

/// Renders the precompiled templates. Each gets its model, and the [hutong.web.Frame] as `f`.
@Component
class JteViews implements ViewResolver, Ordered {

  private static final String REDIRECT = "redirect:";
  private static final String HTML = "text/html;charset=UTF-8";

  private final Templates templates;
  private final FrameMaker frames;

  JteViews(Templates templates, FrameMaker frames) {
    this.templates = templates;
    this.frames = frames;
  }

  @Override
  public int getOrder() {
    return 0;
  }

  @Override
  public @Nullable View resolveViewName(String name, Locale locale) {
    if (name.startsWith(REDIRECT)) {
      return seeOther(name.substring(REDIRECT.length()));
    }
    return templates.has(name) ? new JteView(name) : null;
  }

  /// After a form was sent the browser goes on with a plain request (303), never with the form.
  private static View seeOther(String address) {
    var view = new RedirectView(ascii(address), true, false);
    view.setExpandUriTemplateVariables(false);
    view.setExposeModelAttributes(false);
    return view;
  }

  /// A header holds nothing but ASCII; what an address was made of may be anything.
  private static String ascii(String address) {
    return address
        .codePoints()
        .mapToObj(
            c ->
                c > ' ' && c < 127
                    ? Character.toString(c)
                    : URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8)
                        .replace("+", "%20"))
        .collect(Collectors.joining());
  }

  private class JteView implements View {

    private final String template;

    JteView(String template) {
      this.template = template;
    }

    @Override
    public String getContentType() {
      return HTML;
    }

    @Override
    public void render(
        @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      var page = model == null ? null : model.get("page");
      var output = templates.render(template, page, frames.of(request));
      response.setContentType(HTML);
      response.setContentLength(output.getContentLength());
      response.getOutputStream().write(output.toByteArray());
    }
  }
}
