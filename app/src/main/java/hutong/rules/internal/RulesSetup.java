package hutong.rules.internal;

import hutong.rules.DecisionModels;
import hutong.rules.Rules;
import hutong.web.Icon;
import hutong.web.Place;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.util.StringUtils;

/// The shelf of rules, filled in the background once the platform answers.
@Configuration(proxyBeanMethods = false)
class RulesSetup {

  private static final Logger LOG = LoggerFactory.getLogger(RulesSetup.class);

  @Bean
  RuleShelf ruleShelf(RulesSettings settings) {
    return RuleShelf.with(
        StringUtils.hasText(settings.directory()) ? Path.of(settings.directory()) : null);
  }

  @Bean
  Place rulesPlace() {
    return new Place(Place.Area.CONSOLE, "rules.console.place", "/console/rules", Icon.RULE, 30);
  }

  @Bean
  DecisionModels decisionModels() {
    return DecisionModels.limited();
  }

  @Configuration(proxyBeanMethods = false)
  static class WarmUp {

    private final Rules rules;

    WarmUp(RuleShelf rules) {
      this.rules = rules;
    }

    @EventListener(ApplicationReadyEvent.class)
    void warmUp() {
      Thread.ofPlatform().daemon().name("rules").start(this::read);
    }

    private void read() {
      if (rules instanceof RuleShelf shelf) {
        shelf.warmUp();
      }
      for (var refused : rules.refusedFiles()) {
        LOG.warn("rule file refused: {}", refused);
      }
      LOG.info("rules ready: {}", rules.list().size());
    }
  }
}
