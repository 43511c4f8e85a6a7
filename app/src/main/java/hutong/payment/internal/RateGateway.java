package hutong.payment.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Reads the daily reference rates as the European Central Bank publishes them.
@Component
class RateGateway {

  private static final Logger LOG = LoggerFactory.getLogger(RateGateway.class);
  private static final BigDecimal LEAST = new BigDecimal("0.000001");
  private static final BigDecimal MOST = new BigDecimal("100000000");

  private final PaymentSettings settings;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(PaymentLimits.CONNECT).build();

  RateGateway(PaymentSettings settings) {
    this.settings = settings;
  }

  /// Empty when there is no source, it does not answer, or its answer makes no sense.
  Optional<RateTable> fetch() {
    var rates = settings.rates();
    if (rates == null) {
      return Optional.empty();
    }
    try {
      var request =
          HttpRequest.newBuilder(URI.create(rates.url())).timeout(PaymentLimits.ANSWER).build();
      var answer = client.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200 || answer.body().length > PaymentLimits.ANSWER_BYTES) {
        LOG.warn("rates: status {}", answer.statusCode());
        return Optional.empty();
      }
      return parse(answer.body());
    } catch (IOException | IllegalArgumentException failure) {
      LOG.warn("rates: {}", failure.getClass().getSimpleName());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  static Optional<RateTable> parse(byte[] xml) {
    var factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      return read(factory.createXMLStreamReader(new ByteArrayInputStream(xml)));
    } catch (XMLStreamException
        | DateTimeException
        | ArithmeticException
        | NumberFormatException e) {
      LOG.warn("rates: unreadable, {}", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private static Optional<RateTable> read(XMLStreamReader reader) throws XMLStreamException {
    LocalDate day = null;
    var perEuro = new HashMap<String, BigDecimal>();
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamReader.START_ELEMENT && reader.getLocalName().equals("Cube")) {
        var time = reader.getAttributeValue(null, "time");
        var currency = reader.getAttributeValue(null, "currency");
        var rate = reader.getAttributeValue(null, "rate");
        if (time != null) {
          day = LocalDate.parse(time);
        }
        if (currency != null && rate != null && currency.matches("[A-Z]{3}")) {
          var value = new BigDecimal(rate);
          if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
            return Optional.empty();
          }
          perEuro.put(currency, value);
        }
      }
    }
    return day == null || !perEuro.containsKey("CNY") || !perEuro.containsKey("USD")
        ? Optional.empty()
        : Optional.of(new RateTable(day, perEuro));
  }
}
