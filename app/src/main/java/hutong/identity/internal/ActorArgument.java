package hutong.identity.internal;

import hutong.identity.Actor;
import hutong.identity.Travellers;
import hutong.kernel.PersonId;
import hutong.web.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Gives pages and API methods their [Actor]. One that may be null is open to everybody; any other
/// asks for sign-in.
@Component
class ActorArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {

  /// An app says for whom it acts with this header.
  static final String HEADER = "Hutong-Traveller";

  private final Travellers travellers;

  ActorArgument(Travellers travellers) {
    this.travellers = travellers;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType().equals(Actor.class);
  }

  @Override
  public @Nullable Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn) {
      return actor(signedIn, request.getHeader(HEADER));
    }
    if (parameter.isOptional()) {
      return null;
    }
    throw new InsufficientAuthenticationException("sign-in needed");
  }

  private Actor actor(SignedIn signedIn, @Nullable String header) {
    if (header == null) {
      return new Actor(signedIn.account(), stillActedFor(signedIn), signedIn.roles());
    }
    var person =
        parse(header)
            .filter(wanted -> travellers.find(signedIn.account(), wanted).isPresent())
            .orElseThrow(
                () -> Problem.of("identity", "NOT_YOUR_TRAVELLER", HttpStatus.FORBIDDEN).stop());
    return new Actor(signedIn.account(), person, signedIn.roles());
  }

  /// Another session may have removed the person this one acts for.
  private PersonId stillActedFor(SignedIn signedIn) {
    var person = signedIn.traveller();
    return person.equals(signedIn.owner())
            || travellers.find(signedIn.account(), person).isPresent()
        ? person
        : signedIn.owner();
  }

  private static Optional<PersonId> parse(String text) {
    try {
      return Optional.of(PersonId.parse(text));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}
