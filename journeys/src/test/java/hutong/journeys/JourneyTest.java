package hutong.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The main job: the first day, in a real browser, over the programs as they are shipped.
class JourneyTest {

  @Test
  void the_first_day_goes_well() throws IOException {
    assertThat(Journey.play(Path.of("..").toAbsolutePath().normalize(), Path.of("target/journey")))
        .isTrue();
  }
}
