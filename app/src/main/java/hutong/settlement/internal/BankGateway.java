package hutong.settlement.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The city's bank: takes ISO 20022 messages and gives statements.
@Component
class BankGateway {

  private static final Logger LOG = LoggerFactory.getLogger(BankGateway.class);

  private final SettlementSettings.@Nullable Bank settings;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(SettlementLimits.CONNECT).build();

  BankGateway(SettlementSettings settings) {
    this.settings = settings.bank();
  }

  SettlementSettings.@Nullable Bank bank() {
    return settings;
  }

  /// Hands a message in; empty when there is no answer that can be read. Safe to repeat.
  Optional<BankMessage.Report> send(String message) {
    return ask("/messages", message).flatMap(BankMessage::report);
  }

  Optional<List<BankMessage.Entry>> statement(LocalDate day) {
    return ask("/statements/" + day + ".xml", null).flatMap(BankMessage::statement);
  }

  private Optional<byte[]> ask(String path, @Nullable String message) {
    if (settings == null) {
      return Optional.empty();
    }
    try {
      var request =
          HttpRequest.newBuilder(URI.create(settings.url() + path))
              .timeout(SettlementLimits.ANSWER)
              .header("Authorization", "Bearer " + settings.key());
      if (message != null) {
        request
            .header("Content-Type", "application/xml")
            .POST(BodyPublishers.ofString(message, StandardCharsets.UTF_8));
      }
      var answer = client.send(request.build(), BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        var bytes = body.readNBytes(SettlementLimits.FILE_BYTES + 1);
        if (answer.statusCode() != 200 || bytes.length > SettlementLimits.FILE_BYTES) {
          LOG.warn("bank: status {}", answer.statusCode());
          return Optional.empty();
        }
        return Optional.of(bytes);
      }
    } catch (IOException | IllegalArgumentException failure) {
      LOG.warn("bank: {}", failure.getClass().getSimpleName());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
