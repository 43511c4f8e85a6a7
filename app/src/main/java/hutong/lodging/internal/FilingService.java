package hutong.lodging.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.entry.Permissions;
import hutong.entry.StayPermission;
import hutong.identity.Accounts;
import hutong.identity.Documents;
import hutong.kernel.Purpose;
import hutong.lodging.Stay.PlaceKind;
import hutong.lodging.StayRegistered;
import hutong.lodging.StayStatus;
import hutong.partners.PartnerId;
import hutong.partners.Partners;
import hutong.vault.PersonKeys;
import hutong.web.WebSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells the authority, and asks it until it has decided. It can be cut off anywhere: what is due
/// is found again, and the authority knows each stay by its id.
@Service
class FilingService {

  private static final Logger LOG = LoggerFactory.getLogger(FilingService.class);

  private final StayStore store;
  private final StayService stays;
  private final AuthorityGateway authority;
  private final Documents documents;
  private final Permissions permissions;
  private final Partners partners;
  private final Accounts accounts;
  private final PersonKeys keys;
  private final Audit audit;
  private final WebSettings web;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  FilingService(
      StayStore store,
      StayService stays,
      AuthorityGateway authority,
      Documents documents,
      Permissions permissions,
      Partners partners,
      Accounts accounts,
      PersonKeys keys,
      Audit audit,
      WebSettings web,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.store = store;
    this.stays = stays;
    this.authority = authority;
    this.documents = documents;
    this.permissions = permissions;
    this.partners = partners;
    this.accounts = accounts;
    this.keys = keys;
    this.audit = audit;
    this.web = web;
    this.transaction = transaction;
    this.events = events;
    this.clock = clock;
  }

  /// Files and follows what is due now; how many were decided.
  int run() {
    if (!authority.configured()) {
      return 0;
    }
    List<StayStore.Row> due = transaction.execute(status -> store.takeDue(clock.instant()));
    int decided = 0;
    for (var row : due == null ? List.<StayStore.Row>of() : due) {
      if (follow(row)) {
        decided++;
      }
    }
    tellDepartures();
    return decided;
  }

  private void tellDepartures() {
    List<StayStore.Left> left = transaction.execute(status -> store.takeLeft(clock.instant()));
    for (var stay : left == null ? List.<StayStore.Left>of() : left) {
      if (authority.departed(stay.authorityId(), stay.id())) {
        transaction.executeWithoutResult(status -> store.told(stay.id(), clock.instant()));
      }
    }
  }

  private boolean follow(StayStore.Row row) {
    var known = row.outcome().authorityId();
    var answer = known == null ? file(row) : authority.ask(known);
    if (answer.isEmpty()) {
      LOG.warn("the lodging authority did not answer about {}", row.id());
      return false;
    }
    if (answer.get().decision().isEmpty()) {
      transaction.executeWithoutResult(
          status -> store.received(row.id(), answer.get().id(), clock.instant()));
      return false;
    }
    var decision = answer.get().decision().get();
    transaction.executeWithoutResult(status -> decide(row, answer.get().id(), decision));
    return true;
  }

  private void decide(StayStore.Row row, String id, AuthorityGateway.Decision decision) {
    var now = clock.instant();
    store.received(row.id(), id, now);
    if (!store.decide(row.id(), decision.next(), decision.outcome(), now)) {
      return;
    }
    boolean accepted = decision.next() == StayStatus.ACCEPTED;
    audit.record(
        AuditEntry.of("lodging authority", accepted ? "lodging.accepted" : "lodging.returned")
            .about(row.guest())
            .because(Purpose.LODGING_REGISTRATION)
            .with("stay", row.id().toString()));
    if (accepted) {
      events.publishEvent(new StayRegistered(row.id(), row.guest(), now));
    }
    var account = row.account();
    if (account != null) {
      accounts.write(
          account,
          accepted ? "lodging.letter.accepted." : "lodging.letter.returned.",
          web.publicUrl() + "/stays/" + row.id());
    }
  }

  private Optional<AuthorityGateway.Answer> file(StayStore.Row row) {
    var record = record(row);
    return record.isEmpty() ? Optional.empty() : authority.file(row.id(), record);
  }

  /// The record the authority asks for; empty when the guest was erased meanwhile.
  private Map<String, Object> record(StayStore.Row row) {
    var found = documents.current(row.guest(), Purpose.LODGING_REGISTRATION);
    if (found.isEmpty()) {
      return Map.of();
    }
    var document = found.get();
    var why = Purpose.LODGING_REGISTRATION;
    var stay = stays.open(row);
    var record = new LinkedHashMap<String, Object>();
    record.put("documentKind", document.kind().name());
    record.put("documentNumber", document.number().reveal(why));
    record.put("documentExpiry", document.expiry().toString());
    record.put("surname", document.surname().reveal(why));
    record.put("givenNames", document.givenNames().reveal(why));
    record.put("nationality", document.nationality());
    record.put("sex", document.sex().name());
    record.put("birth", document.birth().reveal(why).toString());
    permissions.of(row.guest()).ifPresent(permission -> put(record, permission));
    record.put("placeKind", row.place().name());
    record.put(
        "address",
        Map.of("text", stay.address().reveal(why), "chinese", stay.chineseAddress().reveal(why)));
    record.put("arrival", row.arrival().toString());
    record.put("departure", row.departure().toString());
    if (row.place() == PlaceKind.HOTEL && row.partner() != null) {
      partners
          .find(new PartnerId(row.partner()))
          .ifPresent(
              hotel ->
                  record.put(
                      "hotel",
                      Map.of(
                          "name",
                          hotel.name(hutong.language.Language.CHINESE),
                          "code",
                          hotel.detail("hotelCode"))));
    } else {
      var host =
          keys.open(row.guest(), StayService.HOST, row.host(), why).orElse("").split("\u001f", -1);
      if (host.length == 4 && host[0].equals("HOST")) {
        record.put("host", Map.of("name", host[1], "contact", host[2], "relation", host[3]));
      }
    }
    return record;
  }

  private static void put(Map<String, Object> record, StayPermission permission) {
    record.put("entryDate", permission.entered().toString());
    record.put("entryPort", permission.port());
    permission.lastDay().ifPresent(day -> record.put("permittedStayUntil", day.toString()));
  }

  /// The beat of the filing.
  @Configuration(proxyBeanMethods = false)
  static class Beat {

    @Bean
    RecurringTask<Void> fileStaysJob(FilingService filing) {
      return Tasks.recurring("file-stays", FixedDelay.of(Duration.ofSeconds(2)))
          .execute((instance, context) -> filing.run());
    }
  }
}
