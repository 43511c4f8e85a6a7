package hutong.credential.internal;

import hutong.credential.CredentialTypes;
import hutong.proof.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// What everybody may read: metadata, types, keys, status lists, the trust list.
@RestController
@CrossOrigin(originPatterns = "*", allowCredentials = "false", exposedHeaders = "ETag")
class WellKnownApi {

  private static final MediaType JWT = MediaType.valueOf("application/jwt");
  private static final MediaType STATUS_LIST = MediaType.valueOf("application/statuslist+jwt");
  private static final MediaType JWKS = MediaType.valueOf("application/jwk-set+json");

  private final IssuerMetadata metadata;
  private final CredentialTypes types;
  private final StatusLists lists;
  private final TrustLists trust;
  private final SignerKeys keys;
  private final InstantSource clock;

  WellKnownApi(
      IssuerMetadata metadata,
      CredentialTypes types,
      StatusLists lists,
      TrustLists trust,
      SignerKeys keys,
      InstantSource clock) {
    this.metadata = metadata;
    this.types = types;
    this.lists = lists;
    this.trust = trust;
    this.keys = keys;
    this.clock = clock;
  }

  @GetMapping({
    "/.well-known/openid-credential-issuer",
    "/.well-known/openid-credential-issuer/haip",
    "/haip/.well-known/openid-credential-issuer"
  })
  ResponseEntity<String> issuer(
      @RequestHeader(name = "Accept", defaultValue = "") String accept,
      HttpServletRequest request) {
    var profile = profile(request);
    if (wantsJwt(accept)) {
      return ResponseEntity.ok()
          .contentType(JWT)
          .cacheControl(CacheControl.maxAge(CredentialLimits.METADATA_CACHED).cachePublic())
          .header("Vary", "Accept")
          .body(metadata.signed(profile, clock.instant()));
    }
    return json(metadata.issuer(profile), MediaType.APPLICATION_JSON);
  }

  @GetMapping({
    "/.well-known/oauth-authorization-server",
    "/.well-known/oauth-authorization-server/haip",
    "/haip/.well-known/oauth-authorization-server"
  })
  ResponseEntity<String> server(HttpServletRequest request) {
    return json(metadata.server(profile(request)), MediaType.APPLICATION_JSON);
  }

  @GetMapping("/.well-known/jwt-vc-issuer")
  ResponseEntity<String> vcIssuer() {
    return json(metadata.vcIssuer(), MediaType.APPLICATION_JSON);
  }

  @GetMapping("/credentials/jwks.json")
  ResponseEntity<String> keys() {
    return json(keys.published().json(), JWKS);
  }

  @GetMapping("/credentials/types/{key}")
  ResponseEntity<String> type(@PathVariable String key) {
    return types
        .find(key)
        .map(type -> json(metadata.type(type), MediaType.APPLICATION_JSON))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  @GetMapping("/credentials/authority.pem")
  ResponseEntity<String> authorities() {
    var text = new StringWriter();
    try (var pem = new JcaPEMWriter(text)) {
      for (var each : keys.authorities()) {
        pem.writeObject(each);
      }
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
    return cached(MediaType.valueOf("application/x-pem-file"), Duration.ofHours(1))
        .body(text.toString());
  }

  @GetMapping("/credentials/status")
  ResponseEntity<String> lists() {
    var all = Json.object();
    var array = all.putArray("status_lists");
    lists.addresses().forEach(array::add);
    return json(all, MediaType.APPLICATION_JSON);
  }

  @GetMapping("/credentials/status/{id}")
  ResponseEntity<String> list(
      @PathVariable String id,
      @RequestHeader(name = "If-None-Match", defaultValue = "") String known) {
    Optional<StatusLists.Signed> signed = StatusLists.parse(id).flatMap(lists::token);
    if (signed.isEmpty()) {
      return ResponseEntity.notFound().build();
    }
    var tag = signed.get().tag();
    if (known.contains(tag)) {
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
          .eTag(tag)
          .cacheControl(CacheControl.maxAge(CredentialLimits.STATUS_TTL).cachePublic())
          .build();
    }
    return cached(STATUS_LIST, CredentialLimits.STATUS_TTL).eTag(tag).body(signed.get().token());
  }

  @GetMapping("/credentials/trust-list")
  ResponseEntity<String> trustList() {
    var list = trust.current();
    return cached(JWT, Duration.ofHours(1)).eTag("\"" + list.version() + "\"").body(list.signed());
  }

  private static IssuerProfile profile(HttpServletRequest request) {
    var path = request.getRequestURI();
    return path.endsWith("/haip") || path.startsWith("/haip/")
        ? IssuerProfile.STRICT
        : IssuerProfile.OPEN;
  }

  /// Whether the reader asks for a JWT before anything else that we have.
  static boolean wantsJwt(String accept) {
    double jwt = 0;
    double json = 0;
    try {
      for (var range : MediaType.parseMediaTypes(accept)) {
        if (range.includes(JWT) && range.getSubtype().equals("jwt")) {
          jwt = Math.max(jwt, range.getQualityValue());
        } else if (range.includes(MediaType.APPLICATION_JSON)) {
          json = Math.max(json, range.getQualityValue());
        }
      }
    } catch (org.springframework.http.InvalidMediaTypeException e) {
      return false;
    }
    return jwt > json;
  }

  private static ResponseEntity<String> json(JsonNode json, MediaType type) {
    return cached(type, CredentialLimits.METADATA_CACHED).body(Json.write(json));
  }

  private static ResponseEntity.BodyBuilder cached(MediaType type, Duration age) {
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(CacheControl.maxAge(age).cachePublic());
  }
}
