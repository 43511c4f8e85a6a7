package hutong.credential.internal;

import hutong.credential.internal.TokenService.Asker;
import hutong.credential.internal.TokenService.Granting;
import hutong.proof.Json;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/// The pushed authorisation request endpoint and the token endpoint.
@RestController
@Hidden // they are OpenID4VCI's, not ours to describe
@CrossOrigin(originPatterns = "*", allowCredentials = "false", exposedHeaders = "DPoP-Nonce")
class TokenApi {

  private final AuthorisationService authorisations;
  private final TokenService tokens;
  private final Clients clients;
  private final DpopProofs dpop;
  private final Nonces nonces;
  private final Issuers issuers;
  private final CallLimit calls;

  TokenApi(
      AuthorisationService authorisations,
      TokenService tokens,
      Clients clients,
      DpopProofs dpop,
      Nonces nonces,
      Issuers issuers,
      CallLimit calls) {
    this.authorisations = authorisations;
    this.tokens = tokens;
    this.clients = clients;
    this.dpop = dpop;
    this.nonces = nonces;
    this.issuers = issuers;
    this.calls = calls;
  }

  @PostMapping({"/api/oid4vci/par", "/api/haip/par"})
  ResponseEntity<String> push(HttpServletRequest request) {
    calls.count(request);
    var profile = IssuerProfile.of(request.getRequestURI());
    var form = Form.ofBody(request);
    var caller = caller(profile, form, request);
    if (form.has("request_uri")) {
      throw OAuthFault.badRequest("invalid_request", "request_uri cannot be pushed");
    }
    var thumbprint = thumbprint(profile, request, "par", false);
    var to = authorisations.returnOf(form, caller);
    var uri = authorisations.ask(profile, form, caller, to, thumbprint, true);
    ObjectNode body = Json.object();
    body.put("request_uri", uri).put("expires_in", CredentialLimits.PUSHED.toSeconds());
    return ProtocolAnswers.json(HttpStatus.CREATED)
        .header("DPoP-Nonce", nonces.fresh(Nonces.Kind.DPOP))
        .body(Json.write(body));
  }

  @PostMapping({"/api/oid4vci/token", "/api/haip/token"})
  ResponseEntity<String> token(HttpServletRequest request) {
    calls.count(request);
    var profile = IssuerProfile.of(request.getRequestURI());
    var form = Form.ofBody(request);
    var caller =
        form.has("client_id") || shows(request, form) || profile.strict()
            ? java.util.Optional.of(caller(profile, form, request))
            : java.util.Optional.<Clients.Caller>empty();
    var thumbprint = thumbprint(profile, request, "token", profile.strict());
    return switch (tokens.grant(form, new Asker(profile, caller, thumbprint))) {
      case Granting.Refused refused -> throw TokenService.fault(refused);
      case Granting.Granted granted -> answer(granted);
    };
  }

  private ResponseEntity<String> answer(Granting.Granted granted) {
    ObjectNode body = Json.object();
    body.put("access_token", granted.accessToken());
    body.put("token_type", granted.bound() ? "DPoP" : "Bearer");
    body.put("expires_in", CredentialLimits.ACCESS_TOKEN.toSeconds());
    if (granted.refreshToken() != null) {
      body.put("refresh_token", granted.refreshToken());
    }
    body.put("scope", String.join(" ", granted.scopes()));
    if (granted.details() != null) {
      var list = body.putArray("authorization_details");
      granted
          .details()
          .forEach(
              (configuration, identifiers) -> {
                var each = list.addObject();
                each.put("type", "openid_credential");
                each.put("credential_configuration_id", configuration);
                identifiers.forEach(each.putArray("credential_identifiers")::add);
              });
    }
    return ProtocolAnswers.json(HttpStatus.OK)
        .header("DPoP-Nonce", nonces.fresh(Nonces.Kind.DPOP))
        .body(Json.write(body));
  }

  private static boolean shows(HttpServletRequest request, Form form) {
    return form.has("client_assertion")
        || request.getHeader("OAuth-Client-Attestation") != null
        || request.getHeader("Authorization") != null;
  }

  private Clients.Caller caller(IssuerProfile profile, Form form, HttpServletRequest request) {
    var shown =
        new Clients.Shown(
            form.get("client_id"),
            form.get("client_assertion_type"),
            form.get("client_assertion"),
            Form.headers(request, "OAuth-Client-Attestation"),
            Form.headers(request, "OAuth-Client-Attestation-PoP"),
            request.getHeader("Authorization") != null);
    return clients
        .caller(shown, issuers.identifier(profile), profile.strict())
        .orElseThrow(() -> OAuthFault.invalidClient("client_id is missing"));
  }

  /// The key of the DPoP proof, if the request shows one.
  private @Nullable String thumbprint(
      IssuerProfile profile, HttpServletRequest request, String endpoint, boolean required) {
    var reading =
        dpop.read(
            Form.headers(request, "DPoP"),
            "POST",
            issuers.endpoint(profile, endpoint),
            null,
            profile.strict());
    return switch (reading) {
      case DpopProofs.Reading.Proven(var thumbprint) -> thumbprint;
      case DpopProofs.Reading.Absent() -> {
        if (required) {
          throw OAuthFault.badRequest("invalid_dpop_proof", "a DPoP proof is required");
        }
        yield null;
      }
      case DpopProofs.Reading.NonceWanted() ->
          throw OAuthFault.badRequest("use_dpop_nonce", "use the nonce of the DPoP-Nonce header")
              .with("DPoP-Nonce", nonces.fresh(Nonces.Kind.DPOP));
      case DpopProofs.Reading.Worthless(var reason) ->
          throw OAuthFault.badRequest("invalid_dpop_proof", reason);
    };
  }
}
