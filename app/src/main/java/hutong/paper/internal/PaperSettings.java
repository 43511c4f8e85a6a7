package hutong.paper.internal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param state three letters of the issuing state in ICAO seals; the specimen state unless the
///     authority lets this city seal in its name
@ConfigurationProperties("hutong.paper")
record PaperSettings(@DefaultValue("UTO") String state) {

  PaperSettings {
    if (!state.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException("hutong.paper.state must be three capital letters");
    }
  }
}
