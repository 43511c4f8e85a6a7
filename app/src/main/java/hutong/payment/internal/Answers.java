package hutong.payment.internal;

import hutong.command.Answer;
import hutong.command.Command;
import hutong.command.Commands;
import hutong.command.Standing;
import hutong.database.GroupCommit;
import hutong.kernel.Money;
import hutong.language.Languages;
import hutong.language.Words;
import hutong.payment.Payment;
import hutong.payment.PaymentStatus;
import hutong.web.Problem;
import hutong.web.ReaderLanguage;
import hutong.web.WebSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Answers requests that move money: once per key, the same bytes to the same request.
@Component
class Answers {

  static final String MODULE = "payment";
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  private final Commands commands;
  private final BalanceTill till;
  private final BalanceService balances;
  private final Merchants merchants;
  private final Languages languages;
  private final ReaderLanguage readers;
  private final WebSettings web;
  private final JsonMapper json = JsonMapper.builder().build();

  Answers(
      Commands commands,
      BalanceTill till,
      BalanceService balances,
      Merchants merchants,
      Languages languages,
      ReaderLanguage readers,
      WebSettings web) {
    this.commands = commands;
    this.till = till;
    this.balances = balances;
    this.merchants = merchants;
    this.languages = languages;
    this.readers = readers;
    this.web = web;
  }

  /// A payment from the balance: key, answer and payment are one commit.
  Answer fromBalance(Command command, NewCharge charge, HttpServletRequest http) {
    try {
      return commands.answer(till.pay(wish(command, charge, words(http))));
    } catch (GroupCommit.Busy busy) {
      throw Problem.of("web", "UNAVAILABLE", HttpStatus.SERVICE_UNAVAILABLE).stop();
    }
  }

  /// Many from the balance, in one commit; each has its own key and its own answer.
  List<Standing> eachFromBalance(List<BalanceService.Wish> wishes) {
    try {
      return wishes.isEmpty() ? List.of() : till.payEach(wishes);
    } catch (GroupCommit.Busy busy) {
      throw Problem.of("web", "UNAVAILABLE", HttpStatus.SERVICE_UNAVAILABLE).stop();
    }
  }

  BalanceService.Wish wish(Command command, NewCharge charge, Words words) {
    var entry = balances.entry(charge);
    return new BalanceService.Wish(
        command,
        entry,
        BalanceService.transfer(entry),
        paid(entry, words),
        declined -> declined(declined, words));
  }

  static Problem problem(String code, HttpStatus status, Object... arguments) {
    return Problem.of(MODULE, code, status, arguments);
  }

  Words words(HttpServletRequest http) {
    return languages.words(readers.of(http));
  }

  /// How a payment ended: 201 paid, 202 not decided yet, 402 declined with reason and next step.
  Answer paid(Entry entry, Words words) {
    return switch (entry.payment().status()) {
      case POSTED, PARTLY_REFUNDED, REFUNDED -> ok(201, payment(entry));
      case PENDING, CREATED -> ok(202, payment(entry));
      case FAILED, VOIDED -> declined(entry, words);
    };
  }

  private Answer declined(Entry entry, Words words) {
    var reason = entry.payment().reason();
    var code = reason == null ? Decline.RAIL_SAID_NO.name() : reason;
    var body = new LinkedHashMap<String, Object>();
    body.put("type", web.publicUrl() + "/problems/PAYMENT_DECLINED");
    body.put("title", words.t("payment.problem.PAYMENT_DECLINED.title"));
    body.put("status", HttpStatus.PAYMENT_REQUIRED.value());
    body.put("detail", words.t("payment.decline.text." + code));
    body.put("code", code);
    body.put("next", words.t("payment.decline.next." + code));
    body.put("contact", words.t("web.problem.contact", web.helpline()));
    body.put("payment", payment(entry));
    return new Answer(HttpStatus.PAYMENT_REQUIRED.value(), PROBLEM, json.writeValueAsBytes(body));
  }

  /// A refusal that is part of an answer under a key.
  Answer refused(Problem problem, Words words) {
    var arguments = problem.arguments().toArray();
    var body = new LinkedHashMap<String, Object>();
    body.put("type", web.publicUrl() + "/problems/" + problem.code());
    body.put("title", words.t(problem.key("title"), arguments));
    body.put("status", problem.status().value());
    body.put("detail", words.t(problem.key("detail"), arguments));
    body.put("code", problem.code());
    body.put("next", words.t(problem.key("next"), arguments));
    body.put("contact", words.t("web.problem.contact", web.helpline()));
    return new Answer(problem.status().value(), PROBLEM, json.writeValueAsBytes(body));
  }

  Answer ok(int status, Object body) {
    return new Answer(status, JSON, json.writeValueAsBytes(body));
  }

  Map<String, Object> payment(Entry entry) {
    var payment = entry.payment();
    var body = new LinkedHashMap<String, Object>();
    body.put("id", payment.id().toString());
    body.put("number", payment.number());
    body.put("kind", entry.kind().name());
    body.put("status", payment.status().name());
    var merchant = payment.merchant();
    if (merchant != null) {
      merchants
          .find(merchant)
          .ifPresent(
              shop ->
                  body.put("merchant", Map.of("key", shop.key(), "name", shop.names().get("en"))));
    }
    price(body, payment.price());
    if (payment.reason() != null) {
      body.put("reason", payment.reason());
    }
    if (payment.status() == PaymentStatus.PENDING && entry.actionUrl() != null) {
      body.put("action", entry.actionUrl());
    }
    if (entry.bill() != null) {
      body.put("bill", entry.bill());
    }
    body.put("madeAt", payment.times().made().toString());
    if (payment.times().settled() != null) {
      body.put("settledAt", payment.times().settled().toString());
    }
    return body;
  }

  private static void price(Map<String, Object> body, Payment.@Nullable Price price) {
    if (price == null) {
      return;
    }
    body.put("amount", money(price.amount()));
    body.put("fee", money(price.fee()));
    body.put("total", money(price.charged()));
    if (price.rail() != null) {
      body.put("rail", price.rail().name());
    }
    if (price.rate() != null) {
      body.put("rate", price.rate());
      body.put("rateDay", String.valueOf(price.rateDay()));
    }
    body.put("refunded", money(price.refunded()));
  }

  static Map<String, Object> refund(RefundEntry refund) {
    var body = new LinkedHashMap<String, Object>();
    body.put("id", "refund_" + refund.id().toString().replace("-", ""));
    body.put("payment", refund.payment().toString());
    body.put("status", refund.state().name());
    body.put("amount", money(refund.amount()));
    var charged = refund.charged();
    if (charged != null) {
      body.put("toPayer", money(charged));
    }
    body.put("madeAt", refund.madeAt().toString());
    return body;
  }

  static Map<String, String> money(Money money) {
    var body = new LinkedHashMap<String, String>();
    body.put("value", money.decimal());
    body.put("currency", money.currency().getCurrencyCode());
    return body;
  }
}
