package hutong.entry.internal;

import hutong.rules.Rules;
import hutong.web.Icon;
import hutong.web.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EntrySetup {

  @Bean
  EntryRules entryRules(Rules rules) {
    return new EntryRules(rules);
  }

  @Bean
  Place entryPlace() {
    return new Place(Place.Area.SERVICES, "entry.service", "/entry", Icon.PLANE, 10);
  }

  @Bean
  Place stayPlace() {
    return new Place(Place.Area.SERVICES, "entry.stay.title", "/stay", Icon.CLOCK, 12);
  }
}
