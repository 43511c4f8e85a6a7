package hutong.identity.internal;

import static org.springframework.security.config.Customizer.withDefaults;

import hutong.identity.Role;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/// Who may ask for what, and the headers every answer carries.
///
/// Beside these rules, a method that takes an [hutong.identity.Actor] is closed to strangers, and
/// every owner of an object asks whether it is the actor's.
@Configuration(proxyBeanMethods = false)
class SecuritySetup {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
          + "form-action 'self'; frame-ancestors 'none'";

  private static final String[] SIGN_IN = {
    "/sign-in",
    "/sign-in/**",
    "/desk/sign-in",
    "/desk/sign-in/**",
    "/console/sign-in",
    "/console/sign-in/**"
  };

  private static final String[] TRAVELLERS = {"/me", "/me/**", "/sign-out"};

  @Bean
  @Order(1)
  SecurityFilterChain api(
      HttpSecurity http,
      RememberedTokens tokens,
      SignInService signIns,
      Standings standings,
      Refusals refusals)
      throws Exception {
    return http.securityMatcher("/api/**")
        .csrf(csrf -> csrf.disable()) // no cookie is read here: callers show a bearer token
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .securityContext(
            c -> c.securityContextRepository(new RequestAttributeSecurityContextRepository()))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .exceptionHandling(e -> e.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .addFilterBefore(
            new BearerFilter(tokens, signIns, standings), AnonymousAuthenticationFilter.class)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain pages(
      HttpSecurity http,
      Sessions sessions,
      org.springframework.security.web.csrf.CsrfTokenRepository formTokens,
      Refusals refusals)
      throws Exception {
    return http.csrf(csrf -> csrf.csrfTokenRepository(formTokens))
        .securityContext(
            c -> c.securityContextRepository(new RequestAttributeSecurityContextRepository()))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .exceptionHandling(e -> e.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .addFilterBefore(new SessionFilter(sessions), AnonymousAuthenticationFilter.class)
        .authorizeHttpRequests(SecuritySetup::rules)
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                    .referrerPolicy(withDefaults()))
        .build();
  }

  private static void rules(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests
        .requestMatchers(SIGN_IN)
        .permitAll()
        .requestMatchers(HttpMethod.GET, "/console", "/console/**")
        .hasAnyRole(Role.OPERATOR.name(), Role.AUDITOR.name())
        .requestMatchers("/console", "/console/**")
        .hasRole(Role.OPERATOR.name())
        .requestMatchers("/desk", "/desk/**")
        .hasRole(Role.PARTNER_STAFF.name())
        .requestMatchers(TRAVELLERS)
        .authenticated()
        .anyRequest()
        .permitAll();
  }

  /// One observation a request is enough; one for every filter costs a tenth of a page.
  @Bean
  SecurityObservationSettings requestsAreObservedOnce() {
    return SecurityObservationSettings.noObservations();
  }

  /// There are no passwords here; without this the framework would invent a user with one.
  @Bean
  UserDetailsService nobodyHasAPassword() {
    return name -> {
      throw new UsernameNotFoundException("there are no passwords here");
    };
  }
}
