package hutong.payment.internal;

import hutong.command.Answer;
import hutong.command.Commands;
import hutong.identity.Actor;
import hutong.kernel.Money;
import hutong.payment.PaymentId;
import hutong.payment.PaymentStatus;
import hutong.payment.Rail;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Paying, for an app that acts for a visitor.
@RestController
@RequestMapping("/api/v1")
@Tag(
    name = "Payments",
    description = "Pay at a merchant's code with any rail; know the total first.")
class PaymentApi {

  @Schema(name = "NewPayment")
  record NewPayment(
      @Schema(description = "A merchant's code as scanned; or give merchant and amount")
          @Nullable String payload,
      @Schema(example = "noodle-house") @Nullable String merchant,
      @Schema(description = "In yuan; needed when the code has none", example = "38.00")
          @Nullable String amount,
      @Schema(description = "A rail's id or name", example = "BALANCE") @Nullable String rail,
      @Schema(description = "What the payer saw, such as `4.61 EUR`; another total is refused")
          @Nullable String expectedTotal,
      @Schema(description = "A till that is open, such as that of a reservation; then no merchant")
          @Nullable String till) {}

  @Schema(name = "PaymentInBulk")
  record PaymentInBulk(
      @Schema(description = Commands.ABOUT) @Nullable String key,
      @Nullable String payload,
      @Schema(example = "noodle-house") @Nullable String merchant,
      @Schema(example = "38.00") @Nullable String amount) {}

  @Schema(name = "NewPayments")
  record NewPayments(@Nullable List<PaymentInBulk> payments) {}

  @Schema(name = "NewQuote")
  record NewQuote(
      @Nullable String payload,
      @Schema(example = "noodle-house") @Nullable String merchant,
      @Schema(example = "38.00") @Nullable String amount) {}

  @Schema(name = "NewTopUp")
  record NewTopUp(
      @Schema(description = "In yuan", example = "500.00") @Nullable String amount,
      @Schema(description = "A rail's id or name", example = "HOME_WALLET")
          @Nullable String rail) {}

  @Schema(name = "RefundWish")
  record RefundWish(
      @Schema(description = "In yuan; all that is left when absent", example = "10.00")
          @Nullable String amount,
      @Nullable String reason) {}

  private final Answers answers;
  private final Commands commands;
  private final AimRules aims;
  private final QuoteService quotes;
  private final PaymentService payments;
  private final RefundService refunds;
  private final Cashier cashier;
  private final BulkTill bulk;

  PaymentApi(
      Answers answers,
      Commands commands,
      AimRules aims,
      QuoteService quotes,
      PaymentService payments,
      RefundService refunds,
      Cashier cashier,
      BulkTill bulk) {
    this.bulk = bulk;
    this.answers = answers;
    this.commands = commands;
    this.aims = aims;
    this.quotes = quotes;
    this.payments = payments;
    this.refunds = refunds;
    this.cashier = cashier;
  }

  @Operation(summary = "Every rail for one payment with its total, cheapest first")
  @PostMapping("/quotes")
  @ApiResponse(
      responseCode = "200",
      description = "Every rail",
      content = @Content(schema = @Schema(implementation = PaymentShapes.QuoteShape.class)))
  ResponseEntity<byte[]> quote(@Parameter(hidden = true) Actor actor, @RequestBody NewQuote wish) {
    var shop = shop(wish.payload(), wish.merchant(), wish.amount());
    var body = new LinkedHashMap<String, Object>();
    body.put("merchant", Map.of("key", shop.shop().key(), "name", shop.shop().names().get("en")));
    body.put("amount", Answers.money(amount(shop)));
    body.put(
        "rails", quotes.purchase(actor, amount(shop)).stream().map(PaymentApi::shown).toList());
    return answers.ok(200, body).send();
  }

  @Operation(
      summary = "Pay",
      description =
          "201 paid; 202 not decided yet: look at `status` and `action` again; 402 declined, with"
              + " the reason and what to do.")
  @PostMapping("/payments")
  @ApiResponse(
      responseCode = "201",
      description = "Paid",
      content = @Content(schema = @Schema(implementation = PaymentShapes.PaymentShape.class)))
  @ApiResponse(
      responseCode = "202",
      description = "Not decided yet",
      content = @Content(schema = @Schema(implementation = PaymentShapes.PaymentShape.class)))
  ResponseEntity<byte[]> pay(
      @Parameter(hidden = true) Actor actor,
      @Parameter(description = Commands.ABOUT, required = true)
          @RequestHeader(name = Commands.HEADER, required = false)
          @Nullable String key,
      @RequestBody NewPayment wish,
      HttpServletRequest http) {
    var command = commands.read(actor.account().toString(), key, http, wish);
    if (wish.till() != null) {
      var till = own(actor, wish.till());
      return commands.once(command, () -> payAt(till, actor, wish, http)).send();
    }
    var shop = shop(wish.payload(), wish.merchant(), wish.amount());
    var id = PaymentId.of(command.caller(), command.key());
    if (Rail.BALANCE.name().equals(wish.rail())) {
      var charge = fromBalance(actor, shop);
      expect(wish.expectedTotal(), charge.option());
      return answers.fromBalance(command, charge, http).send();
    }
    var answer =
        commands.once(
            command,
            () -> {
              var begun = payments.findEntry(id);
              if (begun.isPresent()) {
                return answers.paid(begun.get(), answers.words(http));
              }
              var option = option(quotes.purchase(actor, amount(shop)), wish.rail());
              expect(wish.expectedTotal(), option);
              return answers.paid(
                  cashier.pay(new NewCharge(id, actor, shop.shop().id(), option, shop.bill())),
                  answers.words(http));
            });
    return newest(answer, id, http).send();
  }

  static NewCharge fromBalance(Actor actor, Aim.Shop shop) {
    var amount = amount(shop);
    var cost = new RailOption.Cost(amount, Money.zero(Books.YUAN), amount, null, null);
    var option = new RailOption(Rail.BALANCE, null, "", "", cost, null, null);
    return new NewCharge(PaymentId.random(), actor, shop.shop().id(), option, shop.bill());
  }

  @Operation(
      summary = "Pay many from the visitor wallet at once",
      description =
          "For a guide who pays for a group, or an app that was offline: up to 500, each with its"
              + " own key and its own answer, in the order given. What one call answered, the same"
              + " call answers again.")
  @PostMapping("/payments/bulk")
  ResponseEntity<byte[]> payEach(
      @Parameter(hidden = true) Actor actor,
      @RequestBody NewPayments wish,
      HttpServletRequest http) {
    var payments = wish.payments();
    if (payments == null
        || payments.isEmpty()
        || payments.size() > PaymentLimits.BULK
        || payments.stream().anyMatch(Objects::isNull)) {
      throw Answers.problem("BULK_SIZE", HttpStatus.UNPROCESSABLE_CONTENT, PaymentLimits.BULK)
          .stop();
    }
    return bulk.pay(actor, payments, http).send();
  }

  /// At a till the till's own id is the payment's: it is paid once, under whatever key.
  private Answer payAt(Entry till, Actor actor, NewPayment wish, HttpServletRequest http) {
    var entry = payments.findEntry(till.id()).orElse(till);
    if (entry.payment().status() != PaymentStatus.CREATED) {
      return answers.paid(entry, answers.words(http));
    }
    var option = option(quotes.purchase(actor, entry.price().amount()), wish.rail());
    expect(wish.expectedTotal(), option);
    var charge = new NewCharge(entry.id(), actor, entry.payment().merchant(), option, entry.bill());
    return answers.paid(cashier.pay(charge), answers.words(http));
  }

  @Operation(summary = "What this account paid, newest first")
  @GetMapping("/payments")
  @ApiResponse(
      responseCode = "200",
      description = "Newest first",
      content = @Content(schema = @Schema(implementation = PaymentShapes.PaymentsShape.class)))
  ResponseEntity<byte[]> list(@Parameter(hidden = true) Actor actor) {
    var all = payments.listEntries(actor.account()).stream().map(answers::payment).toList();
    return answers.ok(200, Map.of("payments", all)).send();
  }

  @Operation(summary = "One payment with its refunds")
  @GetMapping("/payments/{id}")
  @ApiResponse(
      responseCode = "200",
      description = "With its refunds",
      content = @Content(schema = @Schema(implementation = PaymentShapes.PaymentShape.class)))
  ResponseEntity<byte[]> get(@Parameter(hidden = true) Actor actor, @PathVariable String id) {
    var entry = own(actor, id);
    var body = answers.payment(entry);
    body.put("refunds", refunds.ofPayment(entry.id()).stream().map(Answers::refund).toList());
    return answers.ok(200, body).send();
  }

  @Operation(summary = "Ask the merchant for money back")
  @PostMapping("/payments/{id}/refunds")
  @ApiResponse(
      responseCode = "202",
      description = "The merchant was asked",
      content = @Content(schema = @Schema(implementation = PaymentShapes.PaymentShape.class)))
  ResponseEntity<byte[]> askRefund(
      @Parameter(hidden = true) Actor actor,
      @PathVariable String id,
      @Parameter(description = Commands.ABOUT, required = true)
          @RequestHeader(name = Commands.HEADER, required = false)
          @Nullable String key,
      @RequestBody RefundWish wish,
      HttpServletRequest http) {
    var command = commands.read(actor.account().toString(), key, http, wish);
    var entry = own(actor, id);
    return commands
        .once(
            command,
            () -> {
              var amount = part(entry, wish.amount());
              if (!entry.payment().status().isPaid() || amount.compareTo(entry.refundable()) > 0) {
                return answers.refused(
                    Answers.problem("REFUND_TOO_MUCH", HttpStatus.UNPROCESSABLE_CONTENT),
                    answers.words(http));
              }
              refunds.request(entry, amount, shortened(wish.reason()));
              var body = answers.payment(entry);
              body.put(
                  "refunds", refunds.ofPayment(entry.id()).stream().map(Answers::refund).toList());
              return answers.ok(202, body);
            })
        .send();
  }

  @Operation(summary = "What is in the visitor wallet")
  @GetMapping("/balance")
  @ApiResponse(
      responseCode = "200",
      description = "Free to spend",
      content = @Content(schema = @Schema(implementation = PaymentShapes.BalanceShape.class)))
  ResponseEntity<byte[]> balance(@Parameter(hidden = true) Actor actor) {
    var money = payments.balance(actor.traveller());
    return answers.ok(200, Map.of("available", Answers.money(money))).send();
  }

  @Operation(summary = "Fill the visitor wallet from another rail")
  @PostMapping("/balance/top-ups")
  @ApiResponse(
      responseCode = "201",
      description = "Filled",
      content = @Content(schema = @Schema(implementation = PaymentShapes.PaymentShape.class)))
  @ApiResponse(
      responseCode = "202",
      description = "Not decided yet",
      content = @Content(schema = @Schema(implementation = PaymentShapes.PaymentShape.class)))
  ResponseEntity<byte[]> topUp(
      @Parameter(hidden = true) Actor actor,
      @Parameter(description = Commands.ABOUT, required = true)
          @RequestHeader(name = Commands.HEADER, required = false)
          @Nullable String key,
      @RequestBody NewTopUp wish,
      HttpServletRequest http) {
    var command = commands.read(actor.account().toString(), key, http, wish);
    var amount = Amounts.yuan(wish.amount()).orElseThrow(PaymentApi::unusable);
    var id = PaymentId.of(command.caller(), command.key());
    var answer =
        commands.once(
            command,
            () -> {
              var begun = payments.findEntry(id);
              if (begun.isPresent()) {
                return answers.paid(begun.get(), answers.words(http));
              }
              var option = option(quotes.topUp(actor, amount), wish.rail());
              return answers.paid(
                  cashier.pay(new NewCharge(id, actor, null, option, null)), answers.words(http));
            });
    return newest(answer, id, http).send();
  }

  /// Not decided yet is no answer for ever: who asks again learns how it ended.
  private Answer newest(Answer answer, PaymentId id, HttpServletRequest http) {
    return answer.status() == HttpStatus.ACCEPTED.value()
        ? payments
            .findEntry(id)
            .map(entry -> answers.paid(entry, answers.words(http)))
            .orElse(answer)
        : answer;
  }

  private Aim.Shop shop(
      @Nullable String payload, @Nullable String merchant, @Nullable String amount) {
    return switch (aims.priced(payload, merchant, amount)) {
      case Aim.Nowhere(var problem) -> throw problem.stop();
      case Aim.Shop shop -> shop;
    };
  }

  private static Money amount(Aim.Shop shop) {
    var amount = shop.amount();
    if (amount == null) {
      throw unusable();
    }
    return amount;
  }

  private static RuntimeException unusable() {
    return Answers.problem("AMOUNT_UNUSABLE", HttpStatus.UNPROCESSABLE_CONTENT).stop();
  }

  private static RailOption option(List<RailOption> options, @Nullable String rail) {
    var chosen =
        QuoteService.choose(options, rail == null ? "" : rail)
            .orElseThrow(
                () -> Answers.problem("RAIL_UNKNOWN", HttpStatus.UNPROCESSABLE_CONTENT).stop());
    var refusal = chosen.refusal();
    if (refusal != null) {
      throw Answers.problem(refusal.name(), HttpStatus.UNPROCESSABLE_CONTENT).stop();
    }
    return chosen;
  }

  private static void expect(@Nullable String total, RailOption option) {
    if (total != null && !total.equals(option.cost().charged().toString())) {
      throw Answers.problem("PRICE_CHANGED", HttpStatus.CONFLICT).stop();
    }
  }

  private Entry own(Actor actor, String text) {
    try {
      return payments
          .findEntry(PaymentId.parse(text))
          .filter(entry -> entry.payment().payer().account().equals(actor.account()))
          .orElseThrow(PaymentApi::unknown);
    } catch (IllegalArgumentException notAnId) {
      throw unknown();
    }
  }

  private static RuntimeException unknown() {
    return Answers.problem("PAYMENT_UNKNOWN", HttpStatus.NOT_FOUND).stop();
  }

  static Money part(Entry entry, @Nullable String amount) {
    return amount == null
        ? entry.refundable()
        : Amounts.yuan(amount).orElseThrow(PaymentApi::unusable);
  }

  static @Nullable String shortened(@Nullable String reason) {
    return reason == null || reason.length() <= PaymentLimits.REASON
        ? reason
        : reason.substring(0, PaymentLimits.REASON);
  }

  static Map<String, Object> shown(RailOption option) {
    var body = new LinkedHashMap<String, Object>();
    body.put("id", option.key());
    body.put("rail", option.rail().name());
    if (!option.provider().isEmpty()) {
      body.put("provider", option.provider());
      body.put("label", option.label());
    }
    body.put("total", Answers.money(option.cost().charged()));
    body.put("fee", Answers.money(option.cost().fee()));
    if (option.cost().rate() != null) {
      body.put("rate", option.cost().rate());
      body.put("rateDay", String.valueOf(option.cost().rateDay()));
    }
    var left = option.limitLeft();
    if (left != null) {
      body.put("limitLeft", Answers.money(left));
    }
    var refusal = option.refusal();
    body.put("usable", refusal == null);
    if (refusal != null) {
      body.put("refusal", refusal.name());
    }
    return body;
  }
}
