package hutong.notice.internal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How letters leave; the server itself is `spring.mail.*`.
///
/// @param from the address letters come from
/// @param enabled false: letters are written and kept, and wait
@ConfigurationProperties("hutong.notice")
record NoticeSettings(
    @DefaultValue("Hutong <letters@hutong.invalid>") String from,
    @DefaultValue("true") boolean enabled) {}
