package hutong.taxrefund.internal;

import hutong.entry.Permissions;
import hutong.entry.StayPermission;
import hutong.identity.Actor;
import hutong.identity.Document;
import hutong.identity.Documents;
import hutong.kernel.Beijing;
import hutong.kernel.Ids;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.partners.Partner;
import hutong.partners.PartnerId;
import hutong.partners.Partners;
import hutong.payment.Payment;
import hutong.payment.PaymentId;
import hutong.payment.Payments;
import hutong.taxrefund.GoodsConfirmed;
import hutong.taxrefund.TaxForm;
import hutong.taxrefund.TaxForm.Guarantee;
import hutong.taxrefund.TaxForm.Step;
import hutong.taxrefund.TaxForms;
import hutong.taxrefund.TaxRefusal;
import hutong.taxrefund.internal.TaxRules.Verdict;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The transactions of tax refunds.
@Service
class TaxFormService implements TaxForms {

  /// What a shop writes on a form.
  ///
  /// @param atPurchase true when the money is given at once
  /// @param cardHeld true when the shop's terminal holds the amount on her card
  record Filling(
      long standard,
      long reduced,
      boolean excluded,
      LocalDate leaves,
      boolean atPurchase,
      boolean cardHeld) {}

  private final TaxFormStore store;
  private final TaxRules rules;
  private final TaxSettings settings;
  private final Payments payments;
  private final Partners partners;
  private final Documents documents;
  private final Permissions permissions;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  TaxFormService(
      TaxFormStore store,
      TaxRules rules,
      TaxSettings settings,
      Payments payments,
      Partners partners,
      Documents documents,
      Permissions permissions,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.store = store;
    this.rules = rules;
    this.settings = settings;
    this.payments = payments;
    this.partners = partners;
    this.documents = documents;
    this.permissions = permissions;
    this.events = events;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public List<TaxForm> list(PersonId person) {
    return store.ofPerson(person.value());
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<TaxForm> find(String number) {
    return store.find(number.strip().toUpperCase(Locale.ROOT));
  }

  @Transactional(readOnly = true)
  public List<TaxForm> ofShop(PartnerId shop) {
    return store.ofShop(shop.value());
  }

  @Transactional(readOnly = true)
  public List<TaxForm> toCharge() {
    return store.toCharge();
  }

  boolean registered(Partner shop) {
    return settings.shops().contains(shop.key());
  }

  /// What she paid at shops of the scheme and has on no form.
  @Transactional(readOnly = true)
  public List<Payment> open(Actor actor) {
    var hers =
        payments.list(actor.account()).stream()
            .filter(payment -> payment.payer().person().equals(actor.traveller()))
            .filter(payment -> payment.status().isPaid() && left(payment) > 0)
            .filter(this::isOfTheScheme)
            .toList();
    var taken =
        new HashSet<>(store.taken(hers.stream().map(payment -> payment.id().value()).toList()));
    return hers.stream().filter(payment -> !taken.contains(payment.id().value())).toList();
  }

  private boolean isOfTheScheme(Payment payment) {
    var shop = payment.merchant();
    return shop != null && partners.find(shop).filter(this::registered).isPresent();
  }

  static LocalDate day(Payment payment) {
    return Beijing.day(payment.times().made());
  }

  static long left(Payment payment) {
    var price = payment.price();
    return price == null ? 0 : price.amount().minus(price.refunded()).minor();
  }

  @Override
  @Transactional
  public Asking ask(Actor actor, PartnerId shop, LocalDate day) {
    if (partners.find(shop).filter(this::registered).isEmpty()) {
      return new Asking.Refused(TaxRefusal.SHOP_NOT_REGISTERED);
    }
    var bought =
        open(actor).stream()
            .filter(payment -> shop.equals(payment.merchant()) && day(payment).equals(day))
            .toList();
    if (bought.isEmpty()) {
      return new Asking.Refused(TaxRefusal.NO_PURCHASE);
    }
    var id = Ids.next();
    var form =
        new TaxForm(
            id,
            number(id),
            new TaxForm.Holder(actor.account(), actor.traveller()),
            shop,
            day,
            TaxFormStore.yuan(bought.stream().mapToLong(TaxFormService::left).sum()),
            null,
            Step.ASKED,
            null,
            clock.instant());
    if (!store.add(form)) {
      return new Asking.Refused(TaxRefusal.NOT_AT_THIS_STEP);
    }
    bought.forEach(payment -> store.addPurchase(payment.id().value(), id));
    return new Asking.Asked(form);
  }

  private static String number(UUID id) {
    return "TR" + id.toString().replace("-", "").substring(0, 10).toUpperCase(Locale.ROOT);
  }

  /// Empty when the form is filled in.
  @Transactional
  public Optional<TaxRefusal> issue(TaxForm form, Filling filling) {
    if (filling.standard() + filling.reduced() > form.paid().minor()) {
      return Optional.of(TaxRefusal.MORE_THAN_PAID);
    }
    if (hasMoneyBack(form)) {
      return Optional.of(TaxRefusal.MONEY_BACK_SINCE);
    }
    var facts = facts(form, filling);
    return switch (rules.decide(facts, clock.instant())) {
      case Verdict.Refused(var reason) -> Optional.of(reason);
      case Verdict.Granted granted -> fill(form, filling, facts, granted);
    };
  }

  private Optional<TaxRefusal> fill(
      TaxForm form, Filling filling, TaxRules.Facts facts, Verdict.Granted granted) {
    var step = filling.atPurchase() ? Step.PREPAID : Step.ISSUED;
    boolean known =
        facts.document().filter(each -> each.level() == Document.Level.CHIP).isPresent()
            && facts.entered().isPresent();
    if (filling.atPurchase() && !known && !filling.cardHeld()) {
      return Optional.of(TaxRefusal.CARD_HOLD_NEEDED);
    }
    var guarantee = known ? Guarantee.CREDENTIAL : Guarantee.CARD;
    var sums =
        new TaxForm.Sums(
            TaxFormStore.yuan(filling.standard()),
            TaxFormStore.yuan(filling.reduced()),
            granted.refund(),
            filling.leaves(),
            filling.atPurchase() ? guarantee : null,
            null);
    return moved(store.fill(form.id(), step, sums));
  }

  private TaxRules.Facts facts(TaxForm form, Filling filling) {
    var person = form.holder().person();
    return new TaxRules.Facts(
        documents.current(person, Purpose.LEGAL_DUTY),
        permissions.of(person).map(StayPermission::entered),
        partners.find(form.shop()).filter(this::registered).isPresent(),
        filling.excluded(),
        filling.standard(),
        filling.reduced(),
        form.boughtOn(),
        filling.leaves());
  }

  /// Money the shop gave back since the form was asked for: its sums are no longer true.
  private boolean hasMoneyBack(TaxForm form) {
    long now =
        store.purchases(form.id()).stream()
            .flatMap(id -> payments.find(new PaymentId(id)).stream())
            .mapToLong(TaxFormService::left)
            .sum();
    return now < form.paid().minor();
  }

  @Transactional
  public Optional<TaxRefusal> refuse(TaxForm form, TaxRefusal reason) {
    return moved(store.refuse(form.id(), reason, clock.instant()));
  }

  /// Customs saw the goods: weighed again with the day she really leaves.
  @Transactional
  public Optional<TaxRefusal> confirm(TaxForm form, PartnerId port) {
    var sums = form.sums();
    if (sums == null || (form.step() != Step.ISSUED && form.step() != Step.PREPAID)) {
      return Optional.of(TaxRefusal.NOT_AT_THIS_STEP);
    }
    if (hasMoneyBack(form)) {
      return Optional.of(TaxRefusal.MONEY_BACK_SINCE);
    }
    var now = clock.instant();
    var leaving =
        new Filling(
            sums.standard().minor(), sums.reduced().minor(), false, Beijing.day(now), false, false);
    return switch (rules.decide(facts(form, leaving), now)) {
      case Verdict.Refused(var reason) -> Optional.of(reason);
      case Verdict.Granted _ -> {
        boolean done = store.confirm(form.id(), form.step(), port.value(), now);
        if (done) {
          events.publishEvent(new GoodsConfirmed(form.id(), now));
        }
        yield moved(done);
      }
    };
  }

  /// The agency pays. Of two agencies one finds the form paid.
  @Transactional
  public Optional<TaxRefusal> pay(TaxForm form, boolean cash, PartnerId agency) {
    var sums = form.sums();
    if (sums == null) {
      return Optional.of(TaxRefusal.NOT_AT_THIS_STEP);
    }
    var now = clock.instant();
    var same =
        new Filling(
            sums.standard().minor(), sums.reduced().minor(), false, Beijing.day(now), false, false);
    boolean allowed =
        !cash
            || !(rules.decide(facts(form, same), now) instanceof Verdict.Granted granted)
            || granted.cash();
    if (!allowed) {
      return Optional.of(TaxRefusal.CASH_LIMIT);
    }
    return moved(store.pay(form.id(), cash ? "CASH" : "TRANSFER", agency.value(), now));
  }

  /// The agency has the money back of somebody who did not leave in time.
  @Transactional
  public Optional<TaxRefusal> reverse(TaxForm form, PartnerId agency) {
    return moved(store.reverse(form.id(), agency.value(), clock.instant()));
  }

  /// Marks what was given at a purchase and not confirmed by the promised day; says how many.
  @Transactional
  public int markLate() {
    var now = clock.instant();
    int marked = 0;
    for (var form : store.late(Beijing.day(now))) {
      var sums = form.sums();
      if (sums != null) {
        var same =
            new Filling(
                sums.standard().minor(),
                sums.reduced().minor(),
                false,
                form.boughtOn(),
                false,
                false);
        int days =
            rules.decide(facts(form, same), now) instanceof Verdict.Granted granted
                ? granted.chargeDays()
                : 0;
        marked += store.charge(form.id(), TaxRules.workingDaysAfter(sums.leavesOn(), days)) ? 1 : 0;
      }
    }
    return marked;
  }

  private static Optional<TaxRefusal> moved(boolean done) {
    return done ? Optional.empty() : Optional.of(TaxRefusal.NOT_AT_THIS_STEP);
  }
}
