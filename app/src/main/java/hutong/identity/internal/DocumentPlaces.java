package hutong.identity.internal;

import hutong.web.BodyLimit;
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

  /// A reader sends the files of a chip, the portrait among them.
  @Bean
  BodyLimit chipFiles() {
    return new BodyLimit("/api/v1/reader-sessions/", BodyLimit.CHIP_FILES);
  }

  @Bean
  BodyLimit checkedFiles() {
    return new BodyLimit("/api/v1/documents/", BodyLimit.CHIP_FILES);
  }
}
