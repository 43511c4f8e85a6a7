package hutong.identity.internal;

import hutong.web.WebSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/// Sessions hold text and nothing else: there is no object to deserialise, so none can be forged.
@Configuration(proxyBeanMethods = false)
class SessionSetup {

  @Bean
  ConversionService springSessionConversionService() {
    var texts = new GenericConversionService();
    texts.addConverter(Object.class, byte[].class, SessionSetup::write);
    texts.addConverter(
        byte[].class, Object.class, bytes -> new String(bytes, StandardCharsets.UTF_8));
    return texts;
  }

  private static byte[] write(Object attribute) {
    if (attribute instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    throw new IllegalStateException("a session keeps text, not " + attribute.getClass().getName());
  }

  @Bean
  DefaultCookieSerializerCustomizer sessionCookie(WebSettings web) {
    return cookie -> {
      cookie.setUseSecureCookie(web.https());
      cookie.setCookieMaxAge((int) Duration.ofDays(30).toSeconds());
    };
  }

  /// The form token lives in a cookie of its own, so that reading a page begins no session.
  @Bean
  CsrfTokenRepository formTokens(WebSettings web) {
    var tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName(web.https() ? "__Host-hutong_form" : "hutong_form");
    tokens.setCookiePath("/");
    tokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).secure(web.https()).sameSite("Lax"));
    return tokens;
  }
}
