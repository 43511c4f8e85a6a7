package hutong.identity.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/// The API: who asks is whose token she shows. A token nobody knows is as good as none.
final class BearerFilter extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";
  private static final int LONGEST = 100;

  private final RememberedTokens tokens;
  private final SignInService signIns;
  private final Standings standings;

  BearerFilter(RememberedTokens tokens, SignInService signIns, Standings standings) {
    this.tokens = tokens;
    this.signIns = signIns;
    this.standings = standings;
  }

  /// The token of a request, if it shows one that could be ours.
  static Optional<String> token(HttpServletRequest request) {
    var header = request.getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    var token = header.substring(SCHEME.length()).strip();
    return token.isEmpty() || token.length() > LONGEST ? Optional.empty() : Optional.of(token);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    token(request)
        .flatMap(token -> tokens.find(token, signIns::findHolder))
        .flatMap(
            account ->
                standings.find(account).map(found -> new SignedIn(account, found, found.owner())))
        .ifPresent(SignedIn::enter);
    chain.doFilter(request, response);
  }
}
