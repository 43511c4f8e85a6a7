package hutong.web;

import hutong.language.Language;
import jakarta.servlet.http.HttpServletRequest;

/// In which language whoever sent a request reads: what she chose, else what her browser asks for.
public interface ReaderLanguage {

  Language of(HttpServletRequest request);
}
