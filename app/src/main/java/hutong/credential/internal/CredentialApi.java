package hutong.credential.internal;

import hutong.credential.internal.CredentialService.Fetched;
import hutong.credential.internal.PermissionStore.Item;
import hutong.proof.Json;
import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints of the credential issuer: nonce, credential, deferred credential, notification
/// (OpenID4VCI, sections 7 to 11).
@RestController
@Hidden // they are OpenID4VCI's, not ours to describe
@CrossOrigin(
    originPatterns = "*",
    allowCredentials = "false",
    exposedHeaders = {"DPoP-Nonce", "WWW-Authenticate"})
class CredentialApi {

  private static final String INVALID = "invalid_credential_request";

  private final CredentialService credentials;
  private final TokenService tokens;
  private final KeyProofs proofs;
  private final MessageEncryption encryption;
  private final Configurations configurations;
  private final DpopProofs dpop;
  private final Nonces nonces;
  private final Issuers issuers;
  private final CallLimit calls;

  CredentialApi(
      CredentialService credentials,
      TokenService tokens,
      KeyProofs proofs,
      MessageEncryption encryption,
      Configurations configurations,
      DpopProofs dpop,
      Nonces nonces,
      Issuers issuers,
      CallLimit calls) {
    this.credentials = credentials;
    this.tokens = tokens;
    this.proofs = proofs;
    this.encryption = encryption;
    this.configurations = configurations;
    this.dpop = dpop;
    this.nonces = nonces;
    this.issuers = issuers;
    this.calls = calls;
  }

  @PostMapping({"/api/oid4vci/nonce", "/api/haip/nonce"})
  ResponseEntity<String> nonce(HttpServletRequest request) {
    calls.count(request);
    ObjectNode body = Json.object();
    body.put("c_nonce", nonces.fresh(Nonces.Kind.KEY_PROOF));
    return ProtocolAnswers.json(HttpStatus.OK)
        .header("DPoP-Nonce", nonces.fresh(Nonces.Kind.DPOP))
        .body(Json.write(body));
  }

  @PostMapping({"/api/oid4vci/credential", "/api/haip/credential"})
  ResponseEntity<String> credential(HttpServletRequest request) {
    calls.count(request);
    var profile = IssuerProfile.of(request.getRequestURI());
    var access = access(profile, request, "credential");
    var message = message(request, INVALID);
    var wish = wish(message);
    var item = item(message.json(), access);
    var context =
        new KeyProofs.Context(
            issuers.identifier(profile), access.token().clientId(), profile.strict());
    var holders = proofs.keys(message.json().get("proofs"), context);
    return answer(credentials.fetch(access.token().permission(), item, holders), wish);
  }

  @PostMapping({"/api/oid4vci/deferred", "/api/haip/deferred"})
  ResponseEntity<String> deferred(HttpServletRequest request) {
    calls.count(request);
    var profile = IssuerProfile.of(request.getRequestURI());
    var access = access(profile, request, "deferred");
    var message = message(request, INVALID);
    var wish = wish(message);
    var transaction =
        Json.text(message.json(), "transaction_id")
            .orElseThrow(() -> OAuthFault.badRequest(INVALID, "transaction_id is missing"));
    return answer(credentials.fetchLater(access, transaction), wish);
  }

  @PostMapping({"/api/oid4vci/notification", "/api/haip/notification"})
  ResponseEntity<String> notification(HttpServletRequest request) {
    calls.count(request);
    var profile = IssuerProfile.of(request.getRequestURI());
    var access = access(profile, request, "notification");
    var malformed = "invalid_notification_request";
    var json = plain(request, malformed);
    var id =
        Json.text(json, "notification_id")
            .orElseThrow(() -> OAuthFault.badRequest(malformed, "notification_id is missing"));
    var event =
        Json.text(json, "event")
            .filter(CredentialService.EVENTS::contains)
            .orElseThrow(() -> OAuthFault.badRequest(malformed, "event is not one of the three"));
    if (!credentials.notified(access.token().permission(), id, event)) {
      throw OAuthFault.badRequest("invalid_notification_id", "notification_id is not known");
    }
    return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
  }

  /// Which of the permitted credentials is asked for.
  private Item item(ObjectNode json, TokenService.Access access) {
    var identifier = named(json, "credential_identifier");
    var configuration = named(json, "credential_configuration_id");
    if (identifier.isPresent() == configuration.isPresent()) {
      throw OAuthFault.badRequest(
          INVALID, "exactly one of credential_identifier, credential_configuration_id");
    }
    if (identifier.isPresent()) {
      return access.items().stream()
          .filter(each -> access.token().withDetails())
          .filter(each -> each.identifier().equals(identifier.get()))
          .findFirst()
          .orElseThrow(
              () ->
                  OAuthFault.badRequest(
                      "unknown_credential_identifier", "credential_identifier is not known"));
    }
    if (configurations.find(configuration.get()).isEmpty()) {
      throw OAuthFault.badRequest(
          "unknown_credential_configuration", "credential_configuration_id is not known");
    }
    if (access.token().withDetails()) {
      throw OAuthFault.badRequest(
          INVALID, "credential_identifier is to be used with this access token");
    }
    return access.items().stream()
        .filter(each -> each.configuration().equals(configuration.get()))
        .findFirst()
        .orElseThrow(() -> OAuthFault.insufficient("the access token is not for this credential"));
  }

  private static Optional<String> named(ObjectNode json, String name) {
    var value = json.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isString() || value.stringValue().isEmpty()) {
      throw OAuthFault.badRequest(INVALID, name + " is not a text");
    }
    return Optional.of(value.stringValue());
  }

  private MessageEncryption.@Nullable Wish wish(Message message) {
    var asked = message.json().get("credential_response_encryption");
    if (asked == null) {
      return null;
    }
    if (!message.encrypted()) {
      // Validate first: what is asked for may be wrong in itself.
      encryption.wish(asked);
      throw OAuthFault.badRequest(
          "invalid_encryption_parameters",
          "a request that names a key for its answer has to be encrypted");
    }
    return encryption.wish(asked);
  }

  private ResponseEntity<String> answer(Fetched fetched, MessageEncryption.@Nullable Wish wish) {
    ObjectNode body = Json.object();
    return switch (fetched) {
      case Fetched.Handed(var made, var notification) -> {
        var list = body.putArray("credentials");
        made.forEach(each -> list.addObject().put("credential", each));
        body.put("notification_id", notification);
        yield send(HttpStatus.OK, body, wish);
      }
      case Fetched.Later(var transaction) -> {
        body.put("transaction_id", transaction);
        body.put("interval", CredentialLimits.DEFERRAL_INTERVAL.toSeconds());
        yield send(HttpStatus.ACCEPTED, body, wish);
      }
      case Fetched.Denied() ->
          throw OAuthFault.badRequest("credential_request_denied", "the facts no longer hold");
      case Fetched.UnknownTransaction() ->
          throw OAuthFault.badRequest("invalid_transaction_id", "transaction_id is not known");
    };
  }

  private ResponseEntity<String> send(
      HttpStatus status, ObjectNode body, MessageEncryption.@Nullable Wish wish) {
    var answer = ProtocolAnswers.json(status).header("DPoP-Nonce", nonces.fresh(Nonces.Kind.DPOP));
    if (wish == null) {
      return answer.body(Json.write(body));
    }
    return answer
        .contentType(MediaType.valueOf("application/jwt"))
        .body(encryption.seal(Json.write(body), wish));
  }

  /// A request's content, and whether only we could read it.
  private record Message(ObjectNode json, boolean encrypted) {}

  private Message message(HttpServletRequest request, String malformed) {
    if (mediaType(request).equals("application/jwt")) {
      var compact = new String(body(request, malformed), StandardCharsets.US_ASCII).strip();
      return new Message(object(encryption.open(compact), malformed), true);
    }
    return new Message(plain(request, malformed), false);
  }

  private static ObjectNode plain(HttpServletRequest request, String malformed) {
    if (!mediaType(request).equals("application/json")) {
      throw OAuthFault.badRequest(malformed, "the body is not application/json");
    }
    return object(body(request, malformed), malformed);
  }

  private static String mediaType(HttpServletRequest request) {
    var type = request.getContentType();
    return type == null ? "" : type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static byte[] body(HttpServletRequest request, String malformed) {
    try {
      byte[] body = request.getInputStream().readNBytes(CredentialLimits.BODY + 1);
      if (body.length > CredentialLimits.BODY) {
        throw OAuthFault.of(HttpStatus.CONTENT_TOO_LARGE, malformed, "the body is too large");
      }
      return body;
    } catch (IOException e) {
      throw OAuthFault.badRequest(malformed, "the body cannot be read");
    }
  }

  private static ObjectNode object(byte[] json, String malformed) {
    try {
      return Json.object(json, Reason.PAYLOAD_UNREADABLE, "request");
    } catch (UnreadableException e) {
      throw OAuthFault.badRequest(
          malformed, "the body is not a JSON object: " + e.finding().code());
    }
  }

  /// The token of a request, held to its key.
  private TokenService.Access access(
      IssuerProfile profile, HttpServletRequest request, String endpoint) {
    var wanted = profile.strict() ? "DPoP" : "Bearer";
    if (request.getParameter("access_token") != null) {
      throw OAuthFault.unauthorized(
          wanted, "invalid_request", "the token belongs into the Authorization header");
    }
    var headers = Form.headers(request, "Authorization");
    if (headers.size() != 1) {
      throw OAuthFault.unauthorized(wanted, "", "an access token is required");
    }
    var parts = headers.getFirst().strip().split(" +", -1);
    boolean bound = parts[0].equalsIgnoreCase("DPoP");
    if (parts.length != 2 || !(bound || parts[0].equalsIgnoreCase("Bearer"))) {
      throw OAuthFault.unauthorized(wanted, "", "an access token is required");
    }
    var scheme = bound ? "DPoP" : "Bearer";
    var access =
        tokens
            .access(parts[1], profile)
            .orElseThrow(
                () ->
                    OAuthFault.unauthorized(
                        scheme, "invalid_token", "the access token is not known or has expired"));
    var thumbprint = access.token().thumbprint();
    if (bound != (thumbprint != null)) {
      throw OAuthFault.unauthorized(
          thumbprint != null ? "DPoP" : "Bearer",
          "invalid_token",
          "the access token is for another scheme");
    }
    if (thumbprint != null) {
      prove(profile, request, endpoint, parts[1], thumbprint);
    }
    return access;
  }

  private void prove(
      IssuerProfile profile,
      HttpServletRequest request,
      String endpoint,
      String token,
      String thumbprint) {
    var reading =
        dpop.read(
            Form.headers(request, "DPoP"),
            "POST",
            issuers.endpoint(profile, endpoint),
            token,
            profile.strict());
    switch (reading) {
      case DpopProofs.Reading.Proven(var shown) -> {
        if (!shown.equals(thumbprint)) {
          throw OAuthFault.unauthorized(
              "DPoP", "invalid_token", "the access token is bound to another key");
        }
      }
      case DpopProofs.Reading.Absent() ->
          throw OAuthFault.unauthorized("DPoP", "invalid_dpop_proof", "a DPoP proof is required");
      case DpopProofs.Reading.NonceWanted() ->
          throw OAuthFault.unauthorized(
                  "DPoP", "use_dpop_nonce", "use the nonce of the DPoP-Nonce header")
              .with("DPoP-Nonce", nonces.fresh(Nonces.Kind.DPOP));
      case DpopProofs.Reading.Worthless(var reason) ->
          throw OAuthFault.unauthorized("DPoP", "invalid_dpop_proof", reason);
    }
  }
}
