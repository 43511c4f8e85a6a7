package hutong;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// The platform's clock in tests: it runs with the system's until a test sets or moves it.
/// A test that moves it calls [#reset()] afterwards.
public final class TestClock implements InstantSource {

  private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

  @Override
  public Instant instant() {
    return Instant.now().plus(offset.get());
  }

  public void setTo(Instant instant) {
    offset.set(Duration.between(Instant.now(), instant));
  }

  public void advance(Duration by) {
    offset.updateAndGet(old -> old.plus(by));
  }

  public void reset() {
    offset.set(Duration.ZERO);
  }

  @TestConfiguration
  static class Setup {
    @Bean
    @Primary
    TestClock testClock() {
      return new TestClock();
    }
  }
}
