package hutong.lodging.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.identity.Accounts;
import hutong.identity.Actor;
import hutong.identity.Document;
import hutong.identity.Documents;
import hutong.identity.Travellers;
import hutong.kernel.AccountId;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.kernel.Sensitive;
import hutong.language.Language;
import hutong.lodging.Stay;
import hutong.lodging.Stay.PlaceKind;
import hutong.lodging.StayId;
import hutong.lodging.StayStatus;
import hutong.lodging.Stays;
import hutong.lodging.internal.LodgingViews.HostView;
import hutong.notice.Letter;
import hutong.notice.Notices;
import hutong.vault.KeyedIndex;
import hutong.vault.PersonKeys;
import hutong.web.WebSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Registers stays at homes: the guest asks, the host confirms, the authority is told by a job.
@Service
class StayService implements Stays {

  static final String ADDRESS = "lodging.stay.address";
  static final String HOST = "lodging.stay.host";
  private static final String DRAFT = "lodging.draft.content";
  private static final String BETWEEN = "\u001f";

  private final StayStore store;
  private final Travellers travellers;
  private final Documents documents;
  private final Accounts accounts;
  private final Notices notices;
  private final PersonKeys keys;
  private final KeyedIndex index;
  private final Audit audit;
  private final WebSettings web;
  private final JsonMapper json;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  StayService(
      StayStore store,
      Travellers travellers,
      Documents documents,
      Accounts accounts,
      Notices notices,
      PersonKeys keys,
      KeyedIndex index,
      Audit audit,
      WebSettings web,
      JsonMapper json,
      InstantSource clock) {
    this.store = store;
    this.travellers = travellers;
    this.documents = documents;
    this.accounts = accounts;
    this.notices = notices;
    this.keys = keys;
    this.index = index;
    this.audit = audit;
    this.web = web;
    this.json = json;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public List<Stay> list(AccountId account) {
    return store.list(account).stream().map(this::open).toList();
  }

  @Transactional(readOnly = true)
  public List<Stay> list(PersonId guest) {
    return store.list(guest).stream().map(this::open).toList();
  }

  /// What was kept for finding and for sending goes with the guest's key.
  @Transactional
  public void forget(PersonId guest) {
    store.forget(guest, clock.instant());
  }

  @Transactional(readOnly = true)
  public Optional<Stay> find(Actor actor, StayId id) {
    return own(actor, id).map(this::open);
  }

  private Optional<StayStore.Row> own(Actor actor, StayId id) {
    return store.find(id).filter(row -> actor.account().equals(row.account()));
  }

  Stay open(StayStore.Row row) {
    var address =
        keys.open(row.guest(), ADDRESS, row.address(), Purpose.LODGING_REGISTRATION)
            .orElse(BETWEEN)
            .split(BETWEEN, -1);
    return new Stay(
        row.id(),
        row.guest(),
        row.place(),
        row.status(),
        Sensitive.of(address[0]),
        Sensitive.of(address.length > 1 ? address[1] : ""),
        row.arrival(),
        row.departure(),
        Optional.ofNullable(row.outcome().number()),
        Optional.ofNullable(row.outcome().station()),
        Optional.ofNullable(row.outcome().reason()));
  }

  /// What her form holds so far.
  @Transactional(readOnly = true)
  public StayDraft draft(Actor actor) {
    return store
        .findDraft(actor.account())
        .flatMap(row -> keys.open(row.person(), DRAFT, row.content(), Purpose.OWN_VIEW))
        .map(text -> json.readValue(text, StayDraft.class))
        .orElse(StayDraft.EMPTY);
  }

  @Transactional
  public void save(Actor actor, StayDraft draft) {
    var owner = accounts.findOwner(actor.account()).orElse(actor.traveller());
    byte[] sealed = keys.seal(owner, DRAFT, json.writeValueAsString(draft));
    store.saveDraft(actor.account(), owner, sealed, clock.instant());
  }

  @Transactional
  public Registration register(Actor actor, NewStay request, Language language) {
    return register(actor, request, UUID.randomUUID(), language);
  }

  /// Registers under an id of the caller's choice; what was registered under it stands.
  @Transactional
  public Registration register(Actor actor, NewStay request, UUID group, Language language) {
    var before =
        store.listOfGroup(group).stream()
            .filter(row -> actor.account().equals(row.account()))
            .map(StayStore.Row::id)
            .toList();
    if (!before.isEmpty()) {
      return new Registration.Registered(group, before, request.hasHost());
    }
    request.guests().stream()
        .distinct()
        .sorted(java.util.Comparator.comparing(PersonId::value))
        .forEach(store::lock);
    var known = new ArrayList<Document>();
    for (var guest : request.guests()) {
      travellers
          .find(actor.account(), guest)
          .flatMap(_ -> documents.current(guest, Purpose.LODGING_REGISTRATION))
          .ifPresent(known::add);
    }
    var now = clock.instant();
    var refusal = StayRules.refusal(request, known, now);
    if (refusal.isPresent()) {
      return new Registration.Refused(refusal.get());
    }
    var day = Beijing.day(request.arrival());
    byte[] place = placeIndex(request.address());
    for (var guest : request.guests()) {
      var same = store.same(guest, place, day);
      if (same.isPresent()) {
        return new Registration.AlreadyRegistered(same.get());
      }
    }
    var ids = new ArrayList<StayId>();
    for (var guest : request.guests()) {
      var row = row(actor, request, guest, group);
      if (!store.add(row, place, day)) {
        throw new IllegalStateException("the same stay was registered at the same moment");
      }
      ids.add(row.id());
      audit.record(
          AuditEntry.of(actor.account().toString(), "lodging.stay.registered")
              .about(guest)
              .because(Purpose.LODGING_REGISTRATION)
              .with("stay", row.id().toString()));
    }
    store.dropDraft(actor.account());
    if (request.hasHost()) {
      askHost(actor, request, group, language);
    }
    return new Registration.Registered(group, ids, request.hasHost());
  }

  private StayStore.Row row(Actor actor, NewStay request, PersonId guest, UUID group) {
    var address = request.address() + BETWEEN + request.chineseAddress();
    var host = request.host();
    var whose = String.join(BETWEEN, host.kind(), host.name(), host.email(), host.relation());
    return new StayStore.Row(
        StayId.random(),
        group,
        guest,
        actor.account(),
        null,
        PlaceKind.RESIDENCE,
        request.hasHost() ? StayStatus.AWAITING_HOST : StayStatus.SUBMITTED,
        keys.seal(guest, ADDRESS, address),
        keys.seal(guest, HOST, whose),
        request.arrival(),
        request.departure(),
        StayStore.Outcome.NONE,
        clock.instant());
  }

  private void askHost(Actor actor, NewStay request, UUID group, Language language) {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    store.addInvitation(hash(token), group, clock.instant().plus(LodgingLimits.HOST_LINK));
    notices.send(
        Letter.of(
                request.guests().getFirst(),
                Sensitive.of(request.host().email().strip()),
                language,
                "lodging.letter.host.",
                request.host().name(),
                web.publicUrl() + "/host/" + token)
            .forgottenOnceSent());
    audit.record(
        AuditEntry.of(actor.account().toString(), "lodging.host.asked")
            .about(request.guests().getFirst())
            .because(Purpose.LODGING_REGISTRATION));
  }

  /// The guest tells the authority herself: the law asks the guest or the host, not both.
  @Transactional
  public boolean sendWithoutHost(Actor actor, StayId id) {
    return own(actor, id)
        .map(row -> store.move(id, StayStatus.AWAITING_HOST, StayStatus.SUBMITTED, clock.instant()))
        .orElse(false);
  }

  @Transactional
  public boolean withdraw(Actor actor, StayId id) {
    return own(actor, id)
        .filter(row -> row.status().clockRuns())
        .map(row -> store.move(id, row.status(), StayStatus.WITHDRAWN, clock.instant()))
        .orElse(false);
  }

  @Transactional
  public boolean leave(Actor actor, StayId id) {
    return own(actor, id)
        .map(row -> store.move(id, StayStatus.ACCEPTED, StayStatus.CLOSED, clock.instant()))
        .orElse(false);
  }

  /// Sends a returned registration again with the address corrected.
  @Transactional
  public boolean correct(Actor actor, StayId id, String address, String chinese) {
    if (address.isBlank() || address.length() > LodgingLimits.ADDRESS) {
      return false;
    }
    return own(actor, id)
        .map(
            row ->
                store.correct(
                    id,
                    keys.seal(row.guest(), ADDRESS, address + BETWEEN + chinese),
                    placeIndex(address),
                    clock.instant()))
        .orElse(false);
  }

  /// What a host may see before answering; empty when the letter was used or is too old.
  @Transactional(readOnly = true)
  public List<HostView> invitation(String token) {
    return store
        .findInvitation(hash(token), clock.instant())
        .map(group -> store.listOfGroup(group).stream().map(this::hostView).toList())
        .orElse(List.of());
  }

  private HostView hostView(StayStore.Row row) {
    var document = documents.current(row.guest(), Purpose.LODGING_REGISTRATION);
    return new HostView(
        document.map(StayService::name).orElse(""),
        document.map(Document::nationality).orElse(""),
        open(row));
  }

  static String name(Document document) {
    var surname = document.surname().reveal(Purpose.LODGING_REGISTRATION);
    var given = document.givenNames().reveal(Purpose.LODGING_REGISTRATION);
    return (surname + " " + given).strip();
  }

  /// False when the letter was used or is too old.
  @Transactional
  public boolean answerHost(String token, boolean confirmed) {
    var now = clock.instant();
    var group = store.findInvitation(hash(token), now);
    if (group.isEmpty() || !store.answerInvitation(hash(token), confirmed, now)) {
      return false;
    }
    var next = confirmed ? StayStatus.SUBMITTED : StayStatus.WITHDRAWN;
    for (var row : store.listOfGroup(group.get())) {
      if (store.move(row.id(), StayStatus.AWAITING_HOST, next, now)) {
        audit.record(
            AuditEntry.of("host", confirmed ? "lodging.host.confirmed" : "lodging.host.declined")
                .about(row.guest())
                .because(Purpose.LODGING_REGISTRATION)
                .with("stay", row.id().toString()));
      }
    }
    var first = store.listOfGroup(group.get()).getFirst();
    var account = first.account();
    if (account != null) {
      accounts.write(
          account,
          confirmed ? "lodging.letter.hostConfirmed." : "lodging.letter.hostDeclined.",
          web.publicUrl() + "/stays");
    }
    return true;
  }

  byte[] placeIndex(String address) {
    var plain = address.toLowerCase(Locale.ROOT).replaceAll("[\\s\\p{P}]+", " ").strip();
    return index.of("lodging.place", plain);
  }

  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
