package hutong.payment.internal;

import hutong.command.Answer;
import hutong.command.Commands;
import hutong.kernel.Beijing;
import hutong.kernel.Ids;
import hutong.partners.PartnerClient;
import hutong.payment.EmvQr.Making.Made;
import hutong.payment.EmvQr.Making.Refused;
import hutong.payment.PaymentId;
import hutong.payment.internal.RefundService.Beginning;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A shop's own till, with the shop's token.
@RestController
@RequestMapping("/api/v1/merchant")
@Tag(name = "Merchant", description = "For a shop's own system, with the shop's token.")
class MerchantApi {

  @Schema(name = "NewCode")
  record NewCode(
      @Schema(description = "In yuan; absent: a code for the wall", example = "38.00")
          @Nullable String amount,
      @Schema(description = "Your bill number, to find the payment again", example = "T4-0017")
          @Nullable String bill) {}

  @Schema(name = "NewRefund")
  record NewRefund(
      @Schema(description = "In yuan; all that is left when absent", example = "10.00")
          @Nullable String amount,
      @Nullable String reason) {}

  private final PaymentService payments;
  private final Cashier cashier;
  private final Answers answers;
  private final Commands commands;
  private final InstantSource clock;

  MerchantApi(
      PaymentService payments,
      Cashier cashier,
      Answers answers,
      Commands commands,
      InstantSource clock) {
    this.payments = payments;
    this.cashier = cashier;
    this.answers = answers;
    this.commands = commands;
    this.clock = clock;
  }

  @Operation(summary = "Make a code that visitors scan")
  @PostMapping("/codes")
  @ApiResponse(
      responseCode = "201",
      description = "Made",
      content = @Content(schema = @Schema(implementation = PaymentShapes.CodeShape.class)))
  ResponseEntity<byte[]> code(
      @Parameter(hidden = true) PartnerClient client, @RequestBody NewCode wish) {
    var amount = wish.amount();
    if (amount != null && Amounts.yuan(amount).isEmpty()) {
      throw Answers.problem("AMOUNT_UNUSABLE", HttpStatus.UNPROCESSABLE_CONTENT).stop();
    }
    var making =
        Merchants.code(
            client.partner(),
            amount == null ? null : Amounts.yuan(amount).orElseThrow().decimal(),
            wish.bill());
    return switch (making) {
      case Made(var payload, _) -> answers.ok(201, Map.of("payload", payload)).send();
      case Refused _ ->
          throw Answers.problem("CODE_NOT_MADE", HttpStatus.UNPROCESSABLE_CONTENT).stop();
    };
  }

  @Operation(summary = "Today's payments, newest first")
  @GetMapping("/payments")
  @ApiResponse(
      responseCode = "200",
      description = "Newest first; without what concerns the payer alone",
      content = @Content(schema = @Schema(implementation = PaymentShapes.PaymentsShape.class)))
  ResponseEntity<byte[]> list(
      @Parameter(hidden = true) PartnerClient client,
      @Parameter(description = "Only those of this bill number")
          @RequestParam(name = "bill", required = false)
          @Nullable String bill) {
    var today = Beijing.at(Beijing.day(clock.instant()), LocalTime.MIDNIGHT);
    var all = payments.takenBy(client.partner().id(), today, bill);
    return answers.ok(200, Map.of("payments", all.stream().map(this::shown).toList())).send();
  }

  /// What concerns the shop: not what the payer's wallet or bank adds.
  private Map<String, Object> shown(Entry entry) {
    var body = new LinkedHashMap<>(answers.payment(entry));
    for (var name : List.of("merchant", "fee", "total", "rate", "rateDay", "action")) {
      body.remove(name);
    }
    return body;
  }

  @Operation(summary = "Give money back, all or a part")
  @PostMapping("/payments/{id}/refunds")
  @ApiResponse(
      responseCode = "201",
      description = "Given back",
      content = @Content(schema = @Schema(implementation = PaymentShapes.RefundShape.class)))
  @ApiResponse(
      responseCode = "202",
      description = "Not decided yet",
      content = @Content(schema = @Schema(implementation = PaymentShapes.RefundShape.class)))
  ResponseEntity<byte[]> refund(
      @Parameter(hidden = true) PartnerClient client,
      @PathVariable String id,
      @Parameter(description = "Chosen by you, unique per refund", required = true)
          @RequestHeader(name = Commands.HEADER, required = false)
          @Nullable String key,
      @RequestBody NewRefund wish,
      HttpServletRequest http) {
    var command = commands.read(client.actor(), key, http, wish);
    var entry = own(client, id);
    var amount = PaymentApi.part(entry, wish.amount());
    var refundId = PaymentId.of(command.caller(), "refund\n" + command.key()).value();
    return commands
        .once(
            command,
            () ->
                answer(
                    cashier.refund(
                        refundId,
                        entry.id(),
                        amount,
                        client.actor(),
                        PaymentApi.shortened(wish.reason())),
                    http))
        .send();
  }

  private Answer answer(Beginning beginning, HttpServletRequest http) {
    return switch (beginning) {
      case Beginning.Begun(var refund, _) -> refunded(refund);
      case Beginning.Known(var refund, _) -> refunded(refund);
      case Beginning.NotPaid() -> refused("REFUND_NOT_PAID", http);
      case Beginning.TooMuch _ -> refused("REFUND_TOO_MUCH", http);
      case Beginning.NotCovered() -> refused("REFUND_NOT_COVERED", http);
    };
  }

  private Answer refunded(RefundEntry refund) {
    return answers.ok(
        refund.state() == RefundEntry.State.PENDING ? 202 : 201, Answers.refund(refund));
  }

  private Answer refused(String code, HttpServletRequest http) {
    return answers.refused(
        Answers.problem(code, HttpStatus.UNPROCESSABLE_CONTENT), answers.words(http));
  }

  private Entry own(PartnerClient client, String text) {
    try {
      return payments
          .findEntry(PaymentId.parse(text))
          .filter(entry -> client.partner().id().equals(entry.payment().merchant()))
          .orElseThrow(() -> Answers.problem("PAYMENT_UNKNOWN", HttpStatus.NOT_FOUND).stop());
    } catch (IllegalArgumentException notAnId) {
      throw Answers.problem("PAYMENT_UNKNOWN", HttpStatus.NOT_FOUND).stop();
    }
  }

  static String freshBill() {
    return Ids.next().toString().substring(0, 8).toUpperCase(Locale.ROOT);
  }
}
