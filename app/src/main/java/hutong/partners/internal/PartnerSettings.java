package hutong.partners.internal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the partners' files are.
///
/// @param files a resource pattern: in the jar, or `file:/etc/hutong/partners/*.yaml`
@ConfigurationProperties("hutong.partners")
record PartnerSettings(@DefaultValue("classpath*:services/partners/*.yaml") String files) {}
