package hutong.partners.internal;

import hutong.web.Icon;
import hutong.web.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where the console leads to the partners.
@Configuration(proxyBeanMethods = false)
class PartnerPlaces {

  @Bean
  Place partnerPlace() {
    return new Place(
        Place.Area.CONSOLE, "partners.console.title", "/console/partners", Icon.DESK, 20);
  }
}
