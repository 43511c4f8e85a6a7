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
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;

/// Sessions hold text and nothing else: there is no object to deserialise, so none can be forged.
@Configuration(proxyBeanMethods = false)
class SessionSetup {

  /// A page that was only read makes nothing durable: when a session was last used is written once
  /// a minute, its other values when they change.
  static final String UPDATE_SESSION =
      """
      update database.spring_session as kept
      set session_id = new.session_id, last_access_time = new.last_access_time,
          max_inactive_interval = new.max_inactive_interval, expiry_time = new.expiry_time,
          principal_name = new.principal_name
      from (values (?::bpchar, ?::bigint, ?::int, ?::bigint, ?::text, ?::bpchar))
        as new (session_id, last_access_time, max_inactive_interval, expiry_time, principal_name,
          primary_id)
      where kept.primary_id = new.primary_id
        and (kept.last_access_time <= new.last_access_time - 60000
          or kept.session_id <> new.session_id
          or kept.max_inactive_interval <> new.max_inactive_interval
          or kept.principal_name is distinct from new.principal_name)
      """;

  @Bean
  SessionRepositoryCustomizer<JdbcIndexedSessionRepository> quietSessions() {
    return sessions -> sessions.setUpdateSessionQuery(UPDATE_SESSION);
  }

  /// Two requests of one browser may set the same attribute at once: the later one stays.
  @Bean
  PostgreSqlJdbcIndexedSessionRepositoryCustomizer sessionsOfManyRequests() {
    return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
  }

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
