package hutong.identity.internal;

import hutong.kernel.AccountId;
import hutong.kernel.Ids;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.kernel.Sensitive;
import hutong.language.Language;
import hutong.language.Languages;
import hutong.notice.Letter;
import hutong.notice.Notices;
import hutong.vault.KeyedIndex;
import hutong.vault.PersonKeys;
import hutong.web.WebSettings;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Signing in by a letter, and the tokens apps show. Nothing here tells whether an account exists.
@Service
class SignInService {

  private static final String LINK_EMAIL = "identity.sign_in_link.email";
  private static final String CODE_DOMAIN = "identity.sign-in-code";
  private static final String SOURCE_DOMAIN = "identity.source";

  /// Somebody asks for a letter.
  record Ask(Email email, String source, Language language, Door door, String next) {}

  /// How asking for a letter ends.
  sealed interface Asked {
    /// The letter is on its way. The token is for the letter alone.
    record Sent(UUID letter, String token, String code) implements Asked {}

    record TooMany() implements Asked {}
  }

  /// Somebody came in.
  record Entered(AccountId account, Door door, String next) {}

  /// A token for an app, shown once.
  record Token(String text, Instant expiresAt) {}

  private final SignInStore store;
  private final AccountService accounts;
  private final PersonKeys keys;
  private final KeyedIndex index;
  private final Notices notices;
  private final Languages languages;
  private final WebSettings web;
  private final IdentitySettings settings;
  private final InstantSource clock;

  SignInService(
      SignInStore store,
      AccountService accounts,
      PersonKeys keys,
      KeyedIndex index,
      Notices notices,
      Languages languages,
      WebSettings web,
      IdentitySettings settings,
      InstantSource clock) {
    this.store = store;
    this.accounts = accounts;
    this.keys = keys;
    this.index = index;
    this.notices = notices;
    this.languages = languages;
    this.web = web;
    this.settings = settings;
    this.clock = clock;
  }

  @Transactional
  public Asked ask(Ask ask) {
    var now = clock.instant();
    byte[] email = index.of(AccountService.EMAIL_DOMAIN, ask.email().text());
    byte[] source = index.of(SOURCE_DOMAIN, ask.source());
    store.oneAtATime(email);
    var since = now.minus(IdentityLimits.LETTER_WINDOW);
    if (store.countForAddress(email, since) >= IdentityLimits.LETTERS_PER_ADDRESS
        || store.countFromSource(source, since) >= settings.lettersPerSource()) {
      return new Asked.TooMany();
    }
    return letter(ask, email, source, now);
  }

  private Asked letter(Ask ask, byte[] email, byte[] source, Instant now) {
    var owner = accounts.findByEmail(ask.email().text()).flatMap(accounts::findOwner);
    var person = owner.orElseGet(PersonId::random);
    var id = Ids.next();
    var sent = new Asked.Sent(id, Secrets.token(), Secrets.code());
    var link =
        new SignInStore.Link(
            id,
            codeHash(id, sent.code()),
            person.value(),
            keys.seal(person, LINK_EMAIL, ask.email().text()),
            ask.language().tag(),
            ask.door(),
            ask.next());
    var marks = new SignInStore.Marks(Secrets.hash(sent.token()), email, source);
    store.addLink(link, marks, now, now.plus(IdentityLimits.LINK_LIVES));
    var url = web.publicUrl() + "/sign-in/link/" + sent.token();
    notices.send(
        Letter.of(
                person,
                Sensitive.of(ask.email().text()),
                ask.language(),
                "identity.letter.signIn.",
                url,
                sent.code().substring(0, 4) + " " + sent.code().substring(4),
                IdentityLimits.LINK_LIVES.toMinutes())
            .forgottenOnceSent());
    return sent;
  }

  /// Whether this link still opens a door, without using it.
  @Transactional(readOnly = true)
  public boolean works(String token) {
    return store.findLinkByToken(Secrets.hash(token), clock.instant()).isPresent();
  }

  @Transactional
  public Optional<Entered> enterByLink(String token) {
    return store.findLinkByToken(Secrets.hash(token), clock.instant()).flatMap(this::enter);
  }

  @Transactional
  public Optional<Entered> enterByCode(UUID letter, String code) {
    return store.findLink(letter, clock.instant()).flatMap(link -> tryCode(link, code));
  }

  /// For apps, which know the address and not which letter it was.
  @Transactional
  public Optional<Entered> enterByCode(Email email, String code) {
    byte[] address = index.of(AccountService.EMAIL_DOMAIN, email.text());
    return store.findLinks(address, clock.instant()).stream()
        .flatMap(link -> tryCode(link, code).stream())
        .findFirst();
  }

  private Optional<Entered> tryCode(SignInStore.Link link, String code) {
    if (!store.wrongCode(link.id())) { // counted before it is compared, so that tries cannot race
      return Optional.empty();
    }
    byte[] typed = codeHash(link.id(), code.replaceAll("\\D", ""));
    return MessageDigest.isEqual(typed, link.codeHash()) ? enter(link) : Optional.empty();
  }

  private Optional<Entered> enter(SignInStore.Link link) {
    if (!store.useLink(link.id(), clock.instant())) {
      return Optional.empty();
    }
    var person = new PersonId(link.person());
    return keys.open(person, LINK_EMAIL, link.email(), Purpose.SECURITY)
        .flatMap(Email::parse)
        .map(email -> accounts.openFor(email, person, languages.choose(link.language(), null)))
        .map(account -> new Entered(account, link.door(), link.next()));
  }

  @Transactional
  public Token issueToken(AccountId account) {
    var now = clock.instant();
    var token = new Token(Secrets.token(), now.plus(IdentityLimits.TOKEN_LIVES));
    store.addToken(account.value(), Secrets.hash(token.text()), now, token.expiresAt());
    store.revokeOldestTokens(account.value(), IdentityLimits.TOKENS_PER_ACCOUNT, now);
    return token;
  }

  @Transactional(readOnly = true)
  public Optional<RememberedTokens.Holder> findHolder(byte[] hash) {
    return store.findHolder(hash, clock.instant());
  }

  @Transactional
  public boolean revoke(String token) {
    return store.revokeToken(Secrets.hash(token), clock.instant());
  }

  @Transactional
  public int revokeAll(AccountId account) {
    return store.revokeTokens(account.value(), clock.instant());
  }

  /// Forgets old letters, and the keys of those who never came in.
  @Transactional
  public void forgetLetters() {
    store.forgetLinks(clock.instant().minus(IdentityLimits.LINK_KEPT)).stream()
        .filter(person -> !store.hasAccount(person))
        .map(PersonId::new)
        .forEach(keys::erase);
  }

  private byte[] codeHash(UUID letter, String code) {
    return index.of(CODE_DOMAIN, letter + " " + code);
  }
}
