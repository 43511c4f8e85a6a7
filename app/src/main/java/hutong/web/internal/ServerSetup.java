package hutong.web.internal;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the server says for itself: nothing about itself.
@Configuration(proxyBeanMethods = false)
class ServerSetup {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> plainRefusals() {
    return factory ->
        factory.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new PlainRefusal()));
  }
}
