package hutong;

import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/// The platform. Everything else is a module below this package.
@SpringBootApplication
@ConfigurationPropertiesScan
public class HutongApplication {

  public static void main(String[] args) {
    SpringApplication.run(HutongApplication.class, args);
  }

  /// The one clock. Everything that asks for the time asks this.
  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }
}
