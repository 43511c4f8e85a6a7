package hutong.identity.internal;

import hutong.web.Icon;
import hutong.web.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DocumentPlaces {

  @Bean
  Place trustPlace() {
    return new Place(
        Place.Area.CONSOLE, "document.trust.console", "/console/trust", Icon.SHIELD, 40);
  }
}
