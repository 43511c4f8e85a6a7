package hutong.toolkit.internal;

import hutong.toolkit.Operations;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The same operations as those of the probe, on the platform's clock.
@Configuration(proxyBeanMethods = false)
class ToolkitSetup {

  @Bean
  Operations operations(InstantSource clock) {
    return Operations.all(clock);
  }
}
