package hutong.entry.internal;

import hutong.rules.Rules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EntrySetup {

  @Bean
  EntryRules entryRules(Rules rules) {
    return new EntryRules(rules);
  }
}
