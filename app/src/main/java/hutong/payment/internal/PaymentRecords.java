package hutong.payment.internal;

import hutong.identity.PersonErased;
import hutong.identity.PersonalRecords;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// What payment knows about a person: for her copy of it, and until she is erased. The books keep
/// sums under random ids, as the law wants; nothing in them leads to her any more.
@Component
class PaymentRecords implements PersonalRecords {

  private final PaymentService payments;
  private final LinkService links;
  private final Answers answers;

  PaymentRecords(PaymentService payments, LinkService links, Answers answers) {
    this.payments = payments;
    this.links = links;
    this.answers = answers;
  }

  @Override
  public String name() {
    return "payments";
  }

  @Override
  public Map<String, Object> of(PersonId person) {
    var all = new LinkedHashMap<String, Object>();
    all.put("balance", Answers.money(payments.balance(person)));
    List<Map<String, String>> rails = links.list(person).stream().map(this::shown).toList();
    all.put("rails", rails);
    all.put("payments", payments.listEntries(person).stream().map(answers::payment).toList());
    return all;
  }

  private Map<String, String> shown(Link link) {
    return Map.of(
        "rail", link.rail().name(),
        "provider", link.provider(),
        "label", link.label().reveal(Purpose.OWN_VIEW),
        "currency", link.currency().getCurrencyCode());
  }

  @ApplicationModuleListener
  void on(PersonErased erased) {
    links.forget(erased.person());
  }
}
