package hutong.web.internal;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import hutong.web.Frame;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The precompiled templates, by their path without `.jte`.
@Component
class Templates {

  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

  Templates() {
    engine.setBinaryStaticContent(true);
  }

  boolean has(String name) {
    return engine.hasTemplate(name + ".jte");
  }

  Utf8ByteOutput render(String name, @Nullable Object page, Frame frame) {
    var parameters = new HashMap<String, Object>();
    if (page != null) {
      parameters.put("page", page);
    }
    parameters.put("f", frame);
    var output = new Utf8ByteOutput();
    engine.render(name + ".jte", parameters, output);
    return output;
  }
}
