package hutong.payment.internal;

import hutong.kernel.Money;
import hutong.payment.Rail;
import hutong.payment.internal.PaymentPolicy.Fee;
import hutong.payment.internal.PaymentPolicy.Grounds;
import hutong.payment.internal.PaymentPolicy.Identity;
import hutong.payment.internal.PaymentPolicy.Limit;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// Reads `services/policy/payment.yaml`. A mistake in it stops the start, with its place.
@Configuration(proxyBeanMethods = false)
class PaymentPolicyFile {

  static final String FILE = "services/policy/payment.yaml";

  @Bean
  PaymentPolicy paymentPolicy() throws IOException {
    try (var file = new ClassPathResource(FILE).getInputStream()) {
      return read(file);
    }
  }

  static PaymentPolicy read(InputStream file) {
    Map<?, ?> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
    return new PaymentPolicy(
        rows(root, "fees").stream().map(PaymentPolicyFile::fee).toList(),
        rows(root, "limits").stream().map(PaymentPolicyFile::limit).toList());
  }

  private static Fee fee(Map<?, ?> row) {
    return new Fee(
        Rail.valueOf(text(row, "rail")),
        Money.of(text(row, "freeUpTo"), "CNY"),
        new BigDecimal(text(row, "percentAbove")),
        grounds(row));
  }

  private static Limit limit(Map<?, ?> row) {
    var rails =
        row.get("rails") instanceof Collection<?> names
            ? names.stream().map(name -> Rail.valueOf(name.toString())).collect(Collectors.toSet())
            : java.util.Set.<Rail>of();
    return new Limit(
        Identity.valueOf(text(row, "identity")),
        rails,
        Money.of(text(row, "onePayment"), "USD"),
        Money.of(text(row, "oneYear"), "USD"),
        grounds(row));
  }

  private static Grounds grounds(Map<?, ?> row) {
    return new Grounds(
        day(row, "from"), text(row, "source"), day(row, "verifiedAt"), day(row, "reviewBy"));
  }

  private static List<Map<?, ?>> rows(Map<?, ?> root, String name) {
    if (root.get(name) instanceof Collection<?> rows) {
      return rows.stream().<Map<?, ?>>map(row -> (Map<?, ?>) row).toList();
    }
    throw new IllegalArgumentException(FILE + ": " + name + " is missing");
  }

  private static String text(Map<?, ?> row, String name) {
    var value = row.get(name);
    if (value == null) {
      throw new IllegalArgumentException(FILE + ": " + name + " is missing in " + row);
    }
    return value.toString();
  }

  private static LocalDate day(Map<?, ?> row, String name) {
    return row.get(name) instanceof Date date
        ? LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC)
        : LocalDate.parse(text(row, name));
  }
}
