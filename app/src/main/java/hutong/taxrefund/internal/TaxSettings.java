package hutong.taxrefund.internal;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which shops are in the scheme, by the key of their partner file.
@ConfigurationProperties("hutong.tax-refund")
record TaxSettings(@DefaultValue("silk-house") Set<String> shops) {

  TaxSettings {
    shops = Set.copyOf(shops);
  }
}
