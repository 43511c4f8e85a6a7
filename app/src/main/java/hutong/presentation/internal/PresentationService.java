package hutong.presentation.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.kernel.Sensitive;
import hutong.presentation.Asking;
import hutong.presentation.AskingPurpose;
import hutong.presentation.AskingPurposes;
import hutong.presentation.Fact;
import hutong.presentation.FactsDisclosed;
import hutong.presentation.NewPresentation;
import hutong.presentation.Presentation;
import hutong.presentation.Presentation.State;
import hutong.presentation.PresentationId;
import hutong.presentation.Presentations;
import hutong.presentation.RelyingParty;
import hutong.presentation.internal.RequestStore.Asked;
import hutong.presentation.internal.RequestStore.Ending;
import hutong.presentation.internal.RequestStore.NewRow;
import hutong.presentation.internal.RequestStore.Protocol;
import hutong.presentation.internal.RequestStore.Row;
import hutong.proof.Json;
import hutong.proof.vp.EncryptedAnswer;
import hutong.vault.PersonKeys;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Questions to travellers: asked, answered once, shown to whoever asked, forgotten in time.
@Service
class PresentationService implements Presentations {

  private static final String KEY = "presentation.request.answer_key";
  private static final String ANSWER = "presentation.request.answer";
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final RequestStore store;
  private final AskingPurposes purposes;
  private final RecognisedShelf recognised;
  private final Addresses addresses;
  private final PersonKeys keys;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;
  private final JsonMapper json;
  private final SecureRandom random = new SecureRandom();

  PresentationService(
      RequestStore store,
      AskingPurposes purposes,
      RecognisedShelf recognised,
      Addresses addresses,
      PersonKeys keys,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock,
      JsonMapper json) {
    this.store = store;
    this.purposes = purposes;
    this.recognised = recognised;
    this.addresses = addresses;
    this.keys = keys;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
    this.json = json;
  }

  // ------------------------------------------------------------------------------------ asking

  @Override
  @Transactional
  public Asking ask(NewPresentation wish) {
    var purpose = purposes.find(wish.purpose());
    if (purpose.isEmpty()) {
      return new Asking.UnknownPurpose();
    }
    if (!purpose.get().allows(wish.party())) {
      return new Asking.NotYourPurpose();
    }
    if (!Addresses.mayReturnTo(wish.returnTo()) || !Addresses.isWallet(wish.manner().wallet())) {
      return new Asking.AddressRefused();
    }
    var before = store.find(wish.id().value());
    if (before.isPresent()) {
      return again(before.get(), wish);
    }
    var now = clock.instant();
    var id = wish.id().value();
    var protocol = protocol(id, wish, purpose.get());
    for (int i = 0; i < PresentationLimits.CODE_TRIES; i++) {
      var row =
          new NewRow(
              id,
              new Asked(wish.party(), wish.purpose(), wish.returnTo() != null, wish.returnTo()),
              protocol,
              i,
              addresses.codeIndex(addresses.code(id, i)),
              now.plus(PresentationLimits.WAITS),
              null);
      if (store.add(row, now)) {
        return new Asking.Asked(view(store.find(id).orElseThrow(), false));
      }
    }
    throw new IllegalStateException("no code is free");
  }

  /// The same wish again, by whoever asks once more after a power cut.
  private Asking again(Row row, NewPresentation wish) {
    return row.asked().party().id().equals(wish.party().id())
        ? new Asking.Asked(view(row, false))
        : new Asking.NotYourPurpose();
  }

  private Protocol protocol(UUID id, NewPresentation wish, AskingPurpose purpose) {
    var manner = addresses.complete(wish.manner());
    byte @Nullable [] key = null;
    KeyPair pair = null;
    if (manner.encrypted()) {
      pair = EncryptedAnswer.freshKey();
      key = keys.seal(new PersonId(id), KEY, AnswerKeys.write(pair));
    }
    return new Protocol(
        addresses.clientId(manner.prefix(), id),
        manner.encrypted() ? "direct_post.jwt" : "direct_post",
        manner.wallet(),
        Json.write(recognised.query(purpose).write()),
        Json.write(RequestObjects.metadata(pair)),
        key);
  }

  // ------------------------------------------------------------------------------------ answering

  @Transactional(readOnly = true)
  public Optional<Row> row(PresentationId id) {
    return store.find(id.value());
  }

  /// The key the answer is encrypted to; empty when it is not, or when it is over.
  @Transactional(readOnly = true)
  public Optional<KeyPair> answerKey(Row row) {
    return row.protocol().key() == null
        ? Optional.empty()
        : keys.openBytes(new PersonId(row.id()), KEY, row.protocol().key(), Purpose.IDENTITY_PROOF)
            .map(AnswerKeys::read);
  }

  /// False when the question is over, or was read too often.
  @Transactional
  public boolean fetched(Row row) {
    return store.fetched(row.id(), clock.instant());
  }

  /// An answer that could not be read; the last of many closes the question.
  @Transactional
  public void wrongAnswer(Row row) {
    store.wrongAnswer(row.id(), clock.instant());
  }

  /// How an answer was kept.
  ///
  /// @param redirect where the wallet sends the browser; empty when the answer came from elsewhere
  record Kept(String redirect) {}

  /// Who answered, as far as it is known here.
  record Answerer(Presentation.@Nullable Holder holder, @Nullable String language) {}

  /// Keeps how it ended, once: empty when it had ended already.
  @Transactional
  public Optional<Kept> end(Row row, Verdict verdict, Answerer answerer) {
    var now = clock.instant();
    var purpose = purposes.find(row.asked().purpose()).orElseThrow();
    var code = freshCode();
    byte @Nullable [] hash = row.asked().sameDevice() ? sha256(code) : null;
    var ending =
        switch (verdict) {
          case Verdict.Good good -> accepted(good, answerer, purpose, hash, now);
          case Verdict.Bad(var findings, var credential) ->
              ended("NOT_ACCEPTED", findings, credential, answerer, hash, now);
          case Verdict.Declined() -> ended("DECLINED", List.of(), null, answerer, hash, now);
        };
    if (!store.end(row.id(), ending, now)) {
      return Optional.empty();
    }
    if (verdict instanceof Verdict.Good good) {
      disclosed(row, good, answerer, purpose, now);
    }
    if (row.protocol().key() != null) {
      keys.erase(new PersonId(row.id()));
    }
    return Optional.of(new Kept(Addresses.back(row, code)));
  }

  private Ending accepted(
      Verdict.Good good,
      Answerer answerer,
      AskingPurpose purpose,
      byte @Nullable [] code,
      Instant now) {
    var keeper = answerer.holder() == null ? PersonId.random() : answerer.holder().person();
    var texts = new java.util.TreeMap<String, String>();
    good.facts().forEach((fact, text) -> texts.put(fact.key(), text));
    byte[] answer = keys.seal(keeper, ANSWER, json.writeValueAsString(texts));
    return new Ending(
        "ACCEPTED",
        List.of(),
        good.credential(),
        keeper,
        answerer.holder(),
        List.copyOf(texts.keySet()),
        answer,
        answerer.language(),
        code,
        now.plus(Duration.ofMinutes(purpose.keepMinutes())));
  }

  private static Ending ended(
      String status,
      List<String> findings,
      @Nullable String credential,
      Answerer answerer,
      byte @Nullable [] code,
      Instant now) {
    return new Ending(
        status,
        findings,
        credential,
        null,
        answerer.holder(),
        List.of(),
        null,
        answerer.language(),
        code,
        now.plus(PresentationLimits.SHOWN));
  }

  /// In the log of what happened, and, when she is known here, in her own.
  private void disclosed(
      Row row, Verdict.Good good, Answerer answerer, AskingPurpose purpose, Instant now) {
    var facts = good.facts().keySet().stream().map(Fact::key).sorted().toList();
    var entry =
        AuditEntry.of(row.asked().party().id(), "presentation.disclosed")
            .because(purpose.reads())
            .with("presentation", new PresentationId(row.id()).toString())
            .with("purpose", purpose.id())
            .with("facts", String.join(" ", facts));
    if (answerer.holder() == null) {
      audit.record(entry);
      return;
    }
    audit.record(entry.about(answerer.holder().person()));
    events.publishEvent(
        new FactsDisclosed(
            new PresentationId(row.id()),
            answerer.holder().person(),
            row.asked().party().id(),
            purpose.id(),
            facts,
            now));
  }

  /// A question below one that is over: somebody else its leader answers for, in this place of her
  /// list. It has a nonce of its own, so that no two people show the same thing.
  @Transactional
  public Row member(Row head, int place) {
    var like = head.protocol();
    var protocol =
        new Protocol(
            like.clientId(), "direct_post", like.wallet(), like.dcql(), like.metadata(), null);
    var now = clock.instant();
    var id = UUID.randomUUID();
    for (int i = 0; i < PresentationLimits.CODE_TRIES; i++) {
      var code = addresses.codeIndex(addresses.code(id, i));
      var until = now.plus(PresentationLimits.WAITS);
      var row = new NewRow(id, head.asked(), protocol, i, code, until, head.id());
      if (store.add(row, now.plus(place, ChronoUnit.MILLIS))) {
        return store.find(id).orElseThrow();
      }
    }
    throw new IllegalStateException("no code is free");
  }

  // ------------------------------------------------------------------------------------ reading

  @Override
  @Transactional(readOnly = true)
  public List<Presentation> members(RelyingParty party, PresentationId id) {
    return store.members(id.value()).stream()
        .flatMap(each -> find(party, new PresentationId(each), null).stream())
        .toList();
  }

  /// The same for whoever answered.
  @Transactional(readOnly = true)
  public List<Presentation> membersOf(Row head, AccountId account) {
    return store.members(head.id()).stream()
        .flatMap(each -> store.find(each).stream())
        .map(row -> view(row, false))
        .filter(
            each ->
                each.result()
                    .holder()
                    .filter(holder -> holder.account().equals(account))
                    .isPresent())
        .toList();
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Presentation> find(
      RelyingParty party, PresentationId id, @Nullable String responseCode) {
    return store
        .find(id.value())
        .filter(row -> row.asked().party().id().equals(party.id()))
        .map(row -> view(row, proven(row, responseCode)));
  }

  /// On one device, the facts are for the browser that asked: whoever only knows the number of the
  /// question learns nothing from it (session fixation, OpenID4VP 1.0, 14.2).
  private static boolean proven(Row row, @Nullable String responseCode) {
    byte[] hash = row.ending().responseCode();
    return !row.asked().sameDevice()
        || (hash != null
            && responseCode != null
            && MessageDigest.isEqual(hash, sha256(responseCode)));
  }

  @Override
  @Transactional(readOnly = true)
  public List<Presentation> latest(RelyingParty party) {
    var since = clock.instant().minus(Duration.ofHours(12));
    return store.latest(party.id(), since).stream()
        .flatMap(id -> store.find(id).stream())
        .map(row -> view(row, false))
        .toList();
  }

  @Override
  @Transactional
  public boolean withdraw(RelyingParty party, PresentationId id) {
    return store.withdraw(id.value(), party.id(), clock.instant());
  }

  /// The question with this code, for an account that has not guessed too often.
  ///
  /// @return empty when there is none
  @Transactional
  public Found byCode(AccountId account, String typed) {
    var now = clock.instant();
    if (store.countWrongCodes(account, now.minus(Duration.ofHours(1)))
        >= PresentationLimits.WRONG_CODES_PER_HOUR) {
      return new Found.TooMany();
    }
    var digits = typed.replaceAll("[\\s-]", "");
    var found =
        digits.matches("\\d{" + PresentationLimits.CODE_DIGITS + "}")
            ? store.findByCode(addresses.codeIndex(digits), now)
            : Optional.<UUID>empty();
    if (found.isEmpty()) {
      store.addWrongCode(account, now);
      return new Found.None();
    }
    return new Found.One(new PresentationId(found.get()));
  }

  /// What a typed code leads to.
  sealed interface Found {
    record One(PresentationId id) implements Found {}

    record None() implements Found {}

    record TooMany() implements Found {}
  }

  /// What she disclosed to whom, the newest first, without the facts' values.
  @Transactional(readOnly = true)
  public List<Presentation> of(PersonId person, int most) {
    return store.ofHolder(person, most).stream()
        .flatMap(id -> store.find(id).stream())
        .map(row -> view(row, false))
        .toList();
  }

  /// What a question looks like to whoever is asked.
  Presentation shown(Row row) {
    return view(row, false);
  }

  private Presentation view(Row row, boolean withFacts) {
    var now = clock.instant();
    var ending = row.ending();
    var waiting = ending.status().equals("WAITING");
    var state =
        waiting && !row.expires().isAfter(now) ? State.EXPIRED : State.valueOf(ending.status());
    return new Presentation(
        new PresentationId(row.id()),
        row.asked().party(),
        purposes.find(row.asked().purpose()).orElseThrow(),
        addresses.request(row),
        new Presentation.Result(
            state,
            Sensitive.of(withFacts ? facts(ending, now) : Map.of()),
            ending.findings(),
            Optional.ofNullable(ending.holder()),
            ending.credential() == null ? "" : ending.credential(),
            ending.language(),
            row.endedAt()));
  }

  private Map<Fact, String> facts(Ending ending, Instant now) {
    if (ending.answer() == null || ending.keeper() == null || !ending.forgetAt().isAfter(now)) {
      return Map.of();
    }
    var facts = new EnumMap<Fact, String>(Fact.class);
    keys.open(ending.keeper(), ANSWER, ending.answer(), Purpose.IDENTITY_PROOF)
        .map(text -> json.readValue(text, TEXTS))
        .orElse(Map.of())
        .forEach((key, text) -> Fact.named(key).ifPresent(fact -> facts.put(fact, text)));
    return Collections.unmodifiableMap(facts);
  }

  // ------------------------------------------------------------------------------------ forgetting

  /// Answers whose time is over, keys nobody answered to, codes that count no longer.
  @Transactional
  public void forget() {
    var now = clock.instant();
    for (var gone : store.forget(now)) {
      keys.erase(new PersonId(gone.id()));
      if (gone.keeper() != null && !gone.keeper().equals(gone.holder())) {
        keys.erase(new PersonId(gone.keeper()));
      }
    }
    store.forgetWrongCodes(now.minus(Duration.ofHours(1)));
  }

  private String freshCode() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
