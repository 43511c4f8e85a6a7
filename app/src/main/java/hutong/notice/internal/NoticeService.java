package hutong.notice.internal;

import hutong.kernel.Ids;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.kernel.Sensitive;
import hutong.language.Languages;
import hutong.notice.Letter;
import hutong.notice.Notices;
import hutong.notice.SentLetter;
import hutong.vault.PersonKeys;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Writes letters and finds them again.
@Service
class NoticeService implements Notices {

  static final String RECIPIENT = "notice.letter.recipient";
  static final String SUBJECT = "notice.letter.subject";
  static final String BODY = "notice.letter.body";

  private final LetterStore store;
  private final PersonKeys keys;
  private final Languages languages;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  NoticeService(
      LetterStore store,
      PersonKeys keys,
      Languages languages,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.store = store;
    this.keys = keys;
    this.languages = languages;
    this.events = events;
    this.clock = clock;
  }

  @Override
  @Transactional
  public void send(Letter letter) {
    var words = languages.words(letter.language());
    var arguments = letter.arguments().toArray();
    var person = letter.person();
    var sealed =
        new LetterStore.Sealed(
            Ids.next(),
            person.value(),
            keys.seal(person, RECIPIENT, letter.address().reveal(Purpose.NOTICE)),
            keys.seal(person, SUBJECT, words.t(letter.template() + "subject", arguments)),
            keys.seal(person, BODY, words.t(letter.template() + "body", arguments)));
    store.add(sealed, letter.template(), letter.passing(), clock.instant());
    events.publishEvent(new LetterWritten(sealed.id()));
  }

  @Override
  @Transactional(readOnly = true)
  public List<SentLetter> list(PersonId person) {
    return store.list(person.value(), NoticeLimits.LISTED).stream()
        .flatMap(kept -> open(person, kept))
        .toList();
  }

  private Stream<SentLetter> open(PersonId person, LetterStore.Kept kept) {
    byte[] sealedBody = kept.body();
    var body =
        sealedBody == null
            ? Optional.of("")
            : keys.open(person, BODY, sealedBody, Purpose.OWN_VIEW);
    return keys
        .open(person, SUBJECT, kept.subject(), Purpose.OWN_VIEW)
        .map(
            subject ->
                new SentLetter(
                    kept.id(),
                    Sensitive.of(subject),
                    Sensitive.of(body.orElse("")),
                    kept.state(),
                    kept.at()))
        .stream();
  }
}
