package hutong.insight.internal;

import hutong.web.ConsoleEntry;
import hutong.web.Icon;
import hutong.web.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where the console leads to the log.
@Configuration(proxyBeanMethods = false)
class LogPlaces {

  @Bean
  Place logPlace() {
    return new Place(Place.Area.CONSOLE, "insight.log.place", "/console/log", Icon.LOG, 90);
  }

  @Bean
  ConsoleEntry logEntry() {
    return new ConsoleEntry() {
      @Override
      public String titleKey() {
        return "insight.log.place";
      }

      @Override
      public String textKey() {
        return "insight.log.lead";
      }

      @Override
      public String path() {
        return "/console/log";
      }

      @Override
      public Icon icon() {
        return Icon.LOG;
      }
    };
  }
}
