package hutong.toolkit;

import static hutong.toolkit.Operation.Field.required;

import hutong.kernel.Money;
import hutong.payment.ConsumerQr;
import hutong.payment.EmvQr;
import hutong.payment.EmvQr.Making;
import hutong.payment.Scheme;
import hutong.payment.WalletSignature;
import hutong.toolkit.Malformed.Fault;
import hutong.toolkit.Operation.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Payment codes of EMVCo, and the signature of the wallet network.
final class PaymentOperations {

  static List<Operation> all() {
    return List.of(parse(), make(), consumer(), notification());
  }

  private static Operation parse() {
    return new Operation(
        "emvqr.parse",
        "Reads a merchant's payment code",
        "structure and checksum are right",
        List.of(required("payload", Kind.TEXT, "what the code holds")),
        request -> {
          var payload = request.text(ToolkitLimits.TEXT, "payload");
          var reading = EmvQr.read(payload);
          var link =
              reading.scheme().isPresent() ? Optional.<Scheme>empty() : Scheme.ofLink(payload);
          var answer = read(reading);
          return link.isEmpty() ? answer : answer.with("scheme", link.get().name());
        });
  }

  private static Answer read(EmvQr.Reading reading) {
    var verdict = reading.valid() ? Answer.Verdict.VALID : Answer.Verdict.INVALID;
    return Answer.of(verdict, reading.codes())
        .with("decoded", reading.tree())
        .with("scheme", reading.scheme().map(Enum::name).orElse(null))
        .with("schemes", reading.schemes().stream().map(Enum::name).toList())
        .with(
            "amount",
            reading.amount().map(Money::decimal).or(() -> reading.value("54")).orElse(null))
        .with("currency", reading.currency().map(Currency::getCurrencyCode).orElse(null))
        .with("merchant", reading.merchantName().orElse(null))
        .with("city", reading.value("60").orElse(null))
        .with("country", reading.value("58").orElse(null))
        .with("category", reading.value("52").orElse(null))
        .with("dynamic", reading.dynamic())
        .with("findings", reading.findings().stream().map(PaymentOperations::finding).toList());
  }

  private static Map<String, String> finding(EmvQr.Finding finding) {
    return Map.of("code", finding.code().name(), "path", finding.path());
  }

  private static Operation make() {
    return new Operation(
        "emvqr.make",
        "Makes a merchant's payment code",
        "made",
        List.of(
            required(
                "fields",
                Kind.OBJECT,
                "values by id such as `59` or name such as `merchantName`; templates are objects")),
        request ->
            switch (EmvQr.make(values(request.object("fields"), 0))) {
              case Making.Made made ->
                  Answer.valid()
                      .with("payload", made.payload())
                      .withAll(read(made.reading()).fields());
              case Making.Refused refused ->
                  Answer.judged(refused.codes())
                      .with(
                          "findings",
                          refused.findings().stream().map(PaymentOperations::finding).toList());
            });
  }

  private static Map<String, Object> values(JsonNode object, int depth) {
    if (depth > 4 || object.size() > 200) {
      throw new Malformed(Fault.FIELD_TOO_LONG, "fields");
    }
    var all = new LinkedHashMap<String, Object>();
    for (var each : object.properties()) {
      var value = each.getValue();
      if (value.isObject()) {
        all.put(each.getKey(), values(value, depth + 1));
      } else if (value.isString() || value.isNumber()) {
        all.put(each.getKey(), value.asString());
      } else if (!value.isNull()) {
        throw new Malformed(Fault.FIELD_TYPE, "fields");
      }
    }
    return all;
  }

  private static Operation consumer() {
    return new Operation(
        "cpm.parse",
        "Reads a payer's payment code",
        "the structure is right",
        List.of(required("payload", Kind.TEXT, "what the code holds, base64")),
        request -> {
          var reading = ConsumerQr.read(request.text(ToolkitLimits.TEXT, "payload"));
          var findings = new ArrayList<Map<String, String>>();
          reading
              .findings()
              .forEach(
                  each -> findings.add(Map.of("code", each.code().name(), "path", each.path())));
          var verdict = reading.valid() ? Answer.Verdict.VALID : Answer.Verdict.INVALID;
          return Answer.of(verdict, reading.codes())
              .with("decoded", reading.tree())
              .with("findings", findings);
        });
  }

  private static Operation notification() {
    return new Operation(
        "wallet.notification",
        "Verifies a notification of the wallet network",
        "the acquirer's signature over the raw bytes is right",
        List.of(
            required("method", Kind.TEXT, "such as POST"),
            required("uri", Kind.TEXT, "path, or the whole address"),
            required("headers", Kind.OBJECT, "header names and values"),
            required("body", Kind.TEXT, "the body exactly as it came"),
            required("publicKey", Kind.TEXT, "the acquirer's RSA key, PEM or base64")),
        request -> {
          var headers = new LinkedHashMap<String, String>();
          for (var each : request.object("headers").properties()) {
            headers.put(each.getKey(), each.getValue().asString(""));
          }
          var verdict =
              WalletSignature.verify(
                  request.text(20, "method"),
                  request.text(ToolkitLimits.HEADER, "uri", "url", "path"),
                  headers,
                  request.text(ToolkitLimits.MESSAGE, "body").getBytes(StandardCharsets.UTF_8),
                  request.text(ToolkitLimits.KEY, "publicKey", "key"));
          return verdict == WalletSignature.Verdict.RIGHT
              ? Answer.valid()
              : Answer.invalid(verdict.name());
        });
  }

  private PaymentOperations() {}
}
