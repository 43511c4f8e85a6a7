package hutong.web.internal;

import hutong.language.Languages;
import hutong.language.Words;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Gives a page or API method that asks for [Words] those of the reader.
@Component
class WordsArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {

  private final FrameMaker frames;
  private final Languages languages;

  WordsArgument(FrameMaker frames, Languages languages) {
    this.frames = frames;
    this.languages = languages;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Words.class;
  }

  @Override
  public Words resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    var servlet = request.getNativeRequest(HttpServletRequest.class);
    return servlet == null ? languages.english() : languages.words(frames.language(servlet));
  }
}
