package hutong.settlement.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Fetches the rails' daily files from where they lay them down.
@Component
class ReportGateway {

  private static final Logger LOG = LoggerFactory.getLogger(ReportGateway.class);

  /// How asking for a file can end.
  sealed interface Fetched {
    // Bytes on their way in, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record File(byte[] bytes) implements Fetched {}

    /// It is not laid down yet.
    record NotReady() implements Fetched {}

    record NoAnswer() implements Fetched {}
  }

  private final SettlementSettings settings;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(SettlementLimits.CONNECT).build();

  ReportGateway(SettlementSettings settings) {
    this.settings = settings;
  }

  /// Those that are configured.
  List<Source> sources() {
    return Arrays.stream(Source.values()).filter(each -> settings.file(each) != null).toList();
  }

  Fetched fetch(Source source, LocalDate day) {
    var file = settings.file(source);
    if (file == null) {
      return new Fetched.NotReady();
    }
    try {
      var request =
          HttpRequest.newBuilder(URI.create(file.url().replace("{day}", day.toString())))
              .timeout(SettlementLimits.ANSWER);
      if (file.bearer() != null) {
        request.header("Authorization", "Bearer " + file.bearer());
      }
      var answer = client.send(request.build(), BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        if (answer.statusCode() == 404) {
          return new Fetched.NotReady();
        }
        var bytes = body.readNBytes(SettlementLimits.FILE_BYTES + 1);
        if (answer.statusCode() != 200 || bytes.length > SettlementLimits.FILE_BYTES) {
          LOG.warn("report of {}: status {}", source, answer.statusCode());
          return new Fetched.NoAnswer();
        }
        return new Fetched.File(bytes);
      }
    } catch (IOException | IllegalArgumentException failure) {
      LOG.warn("report of {}: {}", source, failure.getClass().getSimpleName());
      return new Fetched.NoAnswer();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Fetched.NoAnswer();
    }
  }
}
