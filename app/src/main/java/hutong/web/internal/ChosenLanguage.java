package hutong.web.internal;

import hutong.language.Language;
import hutong.web.ReaderLanguage;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

@Component
class ChosenLanguage implements ReaderLanguage {

  private final FrameMaker frames;

  ChosenLanguage(FrameMaker frames) {
    this.frames = frames;
  }

  @Override
  public Language of(HttpServletRequest request) {
    return frames.language(request);
  }
}
