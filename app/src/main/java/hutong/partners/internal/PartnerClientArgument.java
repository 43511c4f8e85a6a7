package hutong.partners.internal;

import hutong.partners.PartnerClient;
import hutong.web.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Gives API methods the [PartnerClient] whose token is shown.
@Component
class PartnerClientArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {

  private static final String SCHEME = "Bearer ";

  private final PartnerService partners;

  PartnerClientArgument(PartnerService partners) {
    this.partners = partners;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType().equals(PartnerClient.class);
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    var header = request.getHeader("Authorization");
    var token =
        header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            ? header.substring(SCHEME.length()).strip()
            : "";
    return partners
        .findClient(token)
        .orElseThrow(
            () -> Problem.of("partners", "PARTNER_TOKEN_NEEDED", HttpStatus.UNAUTHORIZED).stop());
  }
}
