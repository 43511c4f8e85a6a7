package hutong.web.internal;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/// Renders the precompiled templates. Each gets its model, and the [hutong.web.Frame] as `f`.
@Component
class JteViews implements ViewResolver, Ordered {

  private static final String HTML = "text/html;charset=UTF-8";

  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
  private final FrameMaker frames;

  JteViews(FrameMaker frames) {
    this.frames = frames;
    engine.setBinaryStaticContent(true);
  }

  @Override
  public int getOrder() {
    return 0;
  }

  @Override
  public @Nullable View resolveViewName(String name, Locale locale) {
    var template = name + ".jte";
    return engine.hasTemplate(template) ? new JteView(template) : null;
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
      var parameters = new HashMap<String, Object>();
      if (model != null && model.get("page") != null) {
        parameters.put("page", model.get("page"));
      }
      parameters.put("f", frames.of(request));
      var output = new Utf8ByteOutput();
      engine.render(template, parameters, output);
      response.setContentType(HTML);
      response.setContentLength(output.getContentLength());
      output.writeTo(response.getOutputStream());
    }
  }
}
