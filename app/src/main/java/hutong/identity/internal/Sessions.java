package hutong.identity.internal;

import hutong.kernel.AccountId;
import hutong.kernel.PersonId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/// What a session remembers: ids, and nothing else.
@Component
class Sessions {

  static final String ACCOUNT = "account";
  static final String TRAVELLER = "traveller";
  static final String DOOR = "door";

  private final Standings standings;
  private final CsrfTokenRepository formTokens;
  private final FindByIndexNameSessionRepository<? extends Session> all;

  Sessions(
      Standings standings,
      CsrfTokenRepository formTokens,
      FindByIndexNameSessionRepository<? extends Session> all) {
    this.standings = standings;
    this.formTokens = formTokens;
    this.all = all;
  }

  /// Begins a new session: whatever was known before, its name included, is left behind.
  void begin(
      AccountId account, Door door, HttpServletRequest request, HttpServletResponse response) {
    end(request, response);
    var session = request.getSession(true);
    session.setAttribute(ACCOUNT, account.toString());
    session.setAttribute(DOOR, door.name());
    session.setAttribute(
        FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, account.toString());
    session.setMaxInactiveInterval((int) door.rests().toSeconds());
  }

  void end(HttpServletRequest request, HttpServletResponse response) {
    var old = request.getSession(false);
    if (old != null) {
      old.invalidate();
    }
    formTokens.saveToken(null, request, response);
  }

  /// A session as its owner sees it.
  record Seen(Instant began, Instant lastUsed, String door, boolean here) {}

  /// The sessions of an account, the latest used first.
  List<Seen> list(AccountId account, HttpServletRequest request) {
    var current = request.getSession(false);
    var here = current == null ? "" : current.getId();
    return all.findByPrincipalName(account.toString()).values().stream()
        .map(
            session ->
                new Seen(
                    session.getCreationTime(),
                    session.getLastAccessedTime(),
                    session.getAttributeOrDefault(DOOR, Door.TRAVELLER.name()),
                    session.getId().equals(here)))
        .sorted(Comparator.comparing(Seen::lastUsed).reversed())
        .toList();
  }

  /// Ends every session of an account, on all nodes. Returns how many there were.
  int endAll(AccountId account) {
    var ids = all.findByPrincipalName(account.toString()).keySet();
    ids.forEach(all::deleteById);
    return ids.size();
  }

  void actFor(PersonId traveller, HttpServletRequest request) {
    request.getSession(true).setAttribute(TRAVELLER, traveller.toString());
  }

  /// Who the request's session says is asking.
  Optional<SignedIn> find(HttpServletRequest request) {
    var session = request.getSession(false);
    if (session == null || !(session.getAttribute(ACCOUNT) instanceof String text)) {
      return Optional.empty();
    }
    var account = AccountId.parse(text);
    var standing = standings.find(account);
    if (standing.isEmpty()) {
      session.invalidate();
      return Optional.empty();
    }
    return standing.map(s -> new SignedIn(account, s, traveller(session, s)));
  }

  private static PersonId traveller(HttpSession session, Standings.Standing standing) {
    return session.getAttribute(TRAVELLER) instanceof String text
        ? PersonId.parse(text)
        : standing.owner();
  }
}
