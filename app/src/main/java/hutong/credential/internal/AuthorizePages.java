package hutong.credential.internal;

import hutong.credential.CredentialType;
import hutong.credential.Dataset;
import hutong.credential.internal.AuthorisationService.Return;
import hutong.credential.internal.AuthorisationStore.Row;
import hutong.credential.internal.Configurations.Configuration;
import hutong.credential.internal.CredentialViews.Asked;
import hutong.credential.internal.CredentialViews.AuthorizePage;
import hutong.identity.Actor;
import hutong.identity.Travellers;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.language.Words;
import hutong.web.Choice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Where a wallet sends its person: she sees who asks for what, chooses, and says yes or no.
@Controller
class AuthorizePages {

  private static final String POLICY = "Content-Security-Policy";

  private final AuthorisationService authorisations;
  private final Clients clients;
  private final Configurations configurations;
  private final FactService facts;
  private final Travellers travellers;
  private final Issuers issuers;
  private final CallLimit calls;

  AuthorizePages(
      AuthorisationService authorisations,
      Clients clients,
      Configurations configurations,
      FactService facts,
      Travellers travellers,
      Issuers issuers,
      CallLimit calls) {
    this.authorisations = authorisations;
    this.clients = clients;
    this.configurations = configurations;
    this.facts = facts;
    this.travellers = travellers;
    this.issuers = issuers;
    this.calls = calls;
  }

  /// The authorisation endpoint. What is wrong with the sender is said here; what is wrong with the
  /// request is said to the wallet.
  @GetMapping({"/authorize", "/haip/authorize"})
  ResponseEntity<Void> begin(HttpServletRequest request) {
    var profile = IssuerProfile.of(request.getRequestURI());
    try {
      calls.count(request);
      var form = Form.of(request);
      var uri = form.get("request_uri");
      if (uri != null) {
        var row = authorisations.open(profile, form.need("client_id"), uri);
        return to("/authorize/" + row.orElseThrow(() -> gone()).id());
      }
      if (profile.strict()) {
        throw OAuthFault.badRequest("invalid_request", "the request has to be pushed");
      }
      return direct(profile, form);
    } catch (OAuthFault fault) {
      throw CredentialProblems.walletRequest(fault.error() + ": " + fault.description()).stop();
    }
  }

  private static hutong.web.Problem.Stop gone() {
    return CredentialProblems.requestGone().stop();
  }

  private ResponseEntity<Void> direct(IssuerProfile profile, Form form) {
    var client =
        clients
            .find(form.need("client_id"))
            .orElseThrow(() -> CredentialProblems.unknownWallet().stop());
    var caller = new Clients.Caller(client.id(), client.name(), false, client.redirectUris());
    var back = authorisations.returnOf(form, caller);
    try {
      var uri = authorisations.ask(profile, form, caller, back, null, false);
      var row = authorisations.open(profile, client.id(), uri);
      return to("/authorize/" + row.orElseThrow(() -> gone()).id());
    } catch (OAuthFault fault) {
      return back(
          profile, back, Map.of("error", fault.error(), "error_description", fault.description()));
    }
  }

  private static ResponseEntity<Void> to(String address) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .cacheControl(CacheControl.noStore())
        .location(URI.create(address))
        .build();
  }

  /// Sends her back to the wallet, with the name of the issuer (RFC 9207).
  private ResponseEntity<Void> back(
      IssuerProfile profile, Return to, Map<String, String> parameters) {
    var all = new LinkedHashMap<>(parameters);
    if (to.state() != null) {
      all.put("state", to.state());
    }
    all.put("iss", issuers.identifier(profile));
    var address = new StringBuilder(to.redirectUri());
    char separator = to.redirectUri().indexOf('?') < 0 ? '?' : '&';
    for (var each : all.entrySet()) {
      address.append(separator).append(each.getKey()).append('=');
      address.append(URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8));
      separator = '&';
    }
    return to(address.toString());
  }

  /// One fact that could be given, in every format that was asked for.
  private record Candidate(
      CredentialType type, PersonId person, String name, Dataset dataset, List<String> ids) {
    String value() {
      return type.key() + " " + person + " " + dataset.grounds();
    }
  }

  @GetMapping("/authorize/{id}")
  ModelAndView show(@PathVariable UUID id, Actor actor, Words words, HttpServletResponse response) {
    return page(find(id), actor, words, response, null);
  }

  private Row find(UUID id) {
    return authorisations.find(id).orElseThrow(() -> gone());
  }

  private ModelAndView page(
      Row row, Actor actor, Words words, HttpServletResponse response, @Nullable String fault) {
    letAnswerGoTo(row.redirectUri(), response);
    response.setHeader("Cache-Control", "no-store");
    var candidates = candidates(row, actor);
    var choices =
        candidates.stream()
            .map(
                each ->
                    new Choice(
                        each.value(),
                        each.name(),
                        each.dataset().title().isEmpty()
                            ? each.type().name().in(words.language())
                            : each.type().name().in(words.language())
                                + " · "
                                + each.dataset().title(),
                        each.type().icon()))
            .toList();
    var page =
        new AuthorizePage(
            "/authorize/" + row.id(),
            row.clientName(),
            host(row.redirectUri()),
            asked(row, words),
            choices,
            chosen(candidates, actor),
            fault);
    return new ModelAndView("credential/authorize", "page", page);
  }

  /// What is ticked at first: her own, when there is nothing to choose.
  private static String chosen(List<Candidate> candidates, Actor actor) {
    var own = candidates.stream().filter(c -> c.person().equals(actor.traveller())).toList();
    return own.size() == 1 ? own.getFirst().value() : "";
  }

  private List<Asked> asked(Row row, Words words) {
    return types(row).keySet().stream()
        .map(
            type ->
                new Asked(
                    type.name().in(words.language()),
                    type.icon(),
                    type.claims().stream()
                        .map(claim -> claim.name().in(words.language()))
                        .toList()))
        .toList();
  }

  private Map<CredentialType, List<String>> types(Row row) {
    var types = new LinkedHashMap<CredentialType, List<String>>();
    for (var id : row.configurations()) {
      configurations
          .find(id)
          .map(Configuration::type)
          .ifPresent(type -> types.computeIfAbsent(type, _ -> new ArrayList<>()).add(id));
    }
    return types;
  }

  private List<Candidate> candidates(Row row, Actor actor) {
    var types = types(row);
    var found = new ArrayList<Candidate>();
    for (var traveller : travellers.list(actor.account())) {
      var name = traveller.callName().reveal(Purpose.OWN_VIEW);
      for (var dataset : facts.of(traveller.id())) {
        types.forEach(
            (type, ids) -> {
              if (type.key().equals(dataset.type())) {
                var shown =
                    name.isEmpty()
                        ? String.valueOf(dataset.claims().getOrDefault("name", type.key()))
                        : name;
                found.add(new Candidate(type, traveller.id(), shown, dataset, ids));
              }
            });
      }
    }
    return found;
  }

  @PostMapping("/authorize/{id}")
  Object decide(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String decision,
      @RequestParam(required = false) @Nullable List<String> item,
      Actor actor,
      Words words,
      HttpServletResponse response) {
    var row = find(id);
    var back = new Return(row.redirectUri(), row.state());
    if (!decision.equals("allow")) {
      if (!authorisations.deny(row)) {
        throw gone();
      }
      return back(
          row.issuer(),
          back,
          Map.of("error", "access_denied", "error_description", "the holder said no"));
    }
    var wanted = Optional.ofNullable(item).orElse(List.of());
    var chosen =
        candidates(row, actor).stream().filter(each -> wanted.contains(each.value())).toList();
    var items =
        chosen.stream()
            .flatMap(
                each ->
                    each.ids().stream()
                        .map(
                            configuration ->
                                new OfferStore.Item(
                                    configuration, each.person(), each.dataset().grounds())))
            .limit(CredentialLimits.ITEMS)
            .toList();
    if (items.isEmpty()) {
      var page = page(row, actor, words, response, words.t("credential.authorize.none"));
      page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
      return page;
    }
    var code = authorisations.allow(row, actor.account(), items).orElseThrow(() -> gone());
    return back(row.issuer(), back, Map.of("code", code));
  }

  private static String host(String redirectUri) {
    var uri = URI.create(redirectUri);
    return uri.getHost() == null ? uri.getScheme() + "://" : uri.getHost();
  }

  /// A form may lead away from here only to the wallet that asked.
  private static void letAnswerGoTo(String redirectUri, HttpServletResponse response) {
    var uri = URI.create(redirectUri);
    var port = uri.getPort() == -1 ? "" : ":" + uri.getPort();
    var source =
        uri.getHost() == null
            ? uri.getScheme() + ":"
            : uri.getScheme() + "://" + uri.getHost() + port;
    var policy = response.getHeader(POLICY);
    if (policy != null && source.matches("[A-Za-z0-9+.:/\\[\\]-]+")) {
      response.setHeader(
          POLICY, policy.replace("form-action 'self'", "form-action 'self' " + source));
    }
  }
}
