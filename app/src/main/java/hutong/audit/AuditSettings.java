package hutong.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What this log is called.
///
/// @param origin names the log in every signed head; a name never moves to another log
@ConfigurationProperties("hutong.audit")
public record AuditSettings(@DefaultValue("hutong.local/log") String origin) {}
