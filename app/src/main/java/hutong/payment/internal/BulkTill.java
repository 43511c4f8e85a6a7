package hutong.payment.internal;

import hutong.command.Answer;
import hutong.command.Commands;
import hutong.command.Standing;
import hutong.identity.Actor;
import hutong.language.Words;
import hutong.payment.internal.PaymentApi.PaymentInBulk;
import hutong.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Many payments from one wallet in one call: all go into one transaction, each is decided and
/// answered by itself, none can fail another.
@Component
class BulkTill {

  private final Commands commands;
  private final Answers answers;
  private final AimRules aims;

  BulkTill(Commands commands, Answers answers, AimRules aims) {
    this.commands = commands;
    this.answers = answers;
    this.aims = aims;
  }

  /// The answers in the order of the payments: what each alone would have been answered.
  Answer pay(Actor actor, List<PaymentInBulk> payments, HttpServletRequest http) {
    var words = answers.words(http);
    var wishes = new ArrayList<BalanceService.Wish>(payments.size());
    var refused = new ArrayList<@Nullable Answer>(payments.size());
    for (var payment : payments) {
      var prepared = prepare(actor, payment, words, http);
      switch (prepared) {
        case Prepared.Ready(var wish) -> {
          wishes.add(wish);
          refused.add(null);
        }
        case Prepared.No(var problem) -> refused.add(answers.refused(problem, words));
      }
    }
    var results = answers.eachFromBalance(wishes).iterator();
    var body = new ByteArrayOutputStream(512 * payments.size());
    write(body, "{\"results\":[");
    for (int i = 0; i < payments.size(); i++) {
      var no = refused.get(i);
      var answer = no == null ? answer(results.next(), words) : no;
      write(body, (i == 0 ? "" : ",") + "{\"status\":" + answer.status() + ",\"answer\":");
      body.writeBytes(answer.body());
      write(body, "}");
    }
    write(body, "]}");
    return Answer.of(HttpStatus.OK.value(), body.toByteArray());
  }

  private sealed interface Prepared {
    record Ready(BalanceService.Wish wish) implements Prepared {}

    record No(Problem problem) implements Prepared {}
  }

  private Prepared prepare(
      Actor actor, PaymentInBulk payment, Words words, HttpServletRequest http) {
    try {
      var command = commands.read(actor.account().toString(), payment.key(), http, payment);
      return switch (aims.priced(payment.payload(), payment.merchant(), payment.amount())) {
        case Aim.Nowhere(var problem) -> new Prepared.No(problem);
        case Aim.Shop shop ->
            new Prepared.Ready(answers.wish(command, PaymentApi.fromBalance(actor, shop), words));
      };
    } catch (Problem.Stop unusableKey) {
      return new Prepared.No(unusableKey.problem());
    }
  }

  private Answer answer(Standing standing, Words words) {
    try {
      return commands.answer(standing);
    } catch (Problem.Stop stop) {
      return answers.refused(stop.problem(), words);
    }
  }

  private static void write(ByteArrayOutputStream body, String text) {
    body.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
