package hutong.credential.internal;

import hutong.TestAnswer;
import hutong.TestPerson;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.Jws;
import hutong.proof.SignatureKey;
import hutong.proof.SignatureKeys;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A wallet that can do everything right, and each thing wrong.
final class TestWallet {

  static final String ISSUER = "http://localhost:8080";
  static final String OPEN = "https://wallet.example";
  static final String SIGNED = "https://signed.example";
  static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk-and-more";

  private static final String CLIENT_KEY =
      "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgDzzAp2ZLzEiyJsSuRr8niQQK7TlOcezNhg0gM2uYzhGh"
          + "RANCAAQlOGaT09zunZfujjdQsOLA1HuOmXxXugUTFBYoygaIWI+oUfCZt/DwLL+/f5pW6AuHid07IVfavv6HqOg"
          + "TFq7s";
  private static final String PROVIDER_KEY =
      "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg28Y0A5sXwgrxR3ydNPExn2NZOVGzFQGcpYMxR1fgyluh"
          + "RANCAASLqTtVvaNnzFwXMipxamBYu2B3GdtQigDhGc5mfqnFI9IQjUWJMWrz98Gpg4xbnynwLLJVlZEg18CLRae"
          + "9/H5e";

  final TestPerson network;
  final String issuer;
  final String endpoints;
  final SignatureKey dpopKey = SignatureKeys.generate();
  final SignatureKey instanceKey = SignatureKeys.generate();
  @Nullable String dpopNonce;

  TestWallet(TestPerson network, boolean strict) {
    this.network = network;
    this.issuer = strict ? ISSUER + "/haip" : ISSUER;
    this.endpoints = strict ? "/api/haip/" : "/api/oid4vci/";
  }

  static SignatureKey clientKey() {
    return key("client-1", CLIENT_KEY);
  }

  static SignatureKey providerKey() {
    return key("provider-1", PROVIDER_KEY);
  }

  private static SignatureKey key(String id, String pkcs8) {
    try {
      var secret =
          (ECPrivateKey)
              KeyFactory.getInstance("EC")
                  .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pkcs8)));
      byte[] der = Base64.getDecoder().decode(pkcs8);
      byte[] x = java.util.Arrays.copyOfRange(der, der.length - 64, der.length - 32);
      byte[] y = java.util.Arrays.copyOfRange(der, der.length - 32, der.length);
      return SignatureKeys.of(id, secret, Jwk.point("P-256", x, y), List.of());
    } catch (GeneralSecurityException | hutong.proof.UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  static Map<String, String> form(String... pairs) {
    var form = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      form.put(pairs[i], pairs[i + 1]);
    }
    return form;
  }

  static String encode(Map<String, String> form) {
    var parts = new ArrayList<String>();
    form.forEach(
        (name, value) -> parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return String.join("&", parts);
  }

  TestAnswer post(String endpoint, Map<String, String> form, String... headers) {
    return postBody(endpoint, "application/x-www-form-urlencoded", encode(form), headers);
  }

  TestAnswer postJson(String endpoint, JsonNode json, String... headers) {
    return postBody(endpoint, "application/json", Json.write(json), headers);
  }

  TestAnswer postBody(String endpoint, String type, String body, String... headers) {
    var request =
        network
            .request(endpoints + endpoint)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    var answer = network.send(request);
    if (!answer.header("DPoP-Nonce").isEmpty()) {
      dpopNonce = answer.header("DPoP-Nonce");
    }
    return answer;
  }

  /// A DPoP proof; what is given in `other` takes the place of what would be right.
  String dpop(String endpoint, @Nullable String token, @Nullable Object... other) {
    return dpop(dpopKey, endpoint, token, other);
  }

  String dpop(
      SignatureKey key, String endpoint, @Nullable String token, @Nullable Object... other) {
    ObjectNode header = Json.object();
    header.put("typ", "dpop+jwt");
    header.set("jwk", bare(key));
    ObjectNode claims = Json.object();
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("htm", "POST");
    claims.put("htu", ISSUER + endpoints + endpoint);
    claims.put("iat", Instant.now().getEpochSecond());
    if (token != null) {
      claims.put("ath", Codes.encode(Codes.hash(token)));
    }
    if (dpopNonce != null) {
      claims.put("nonce", dpopNonce);
    }
    replace(header, claims, other);
    return Jws.sign(key, header, Json.octets(claims));
  }

  /// Name, value, name, value: `header.x` for the header, a null takes a member away.
  static void replace(ObjectNode header, ObjectNode claims, @Nullable Object... other) {
    for (int i = 0; i < other.length; i += 2) {
      var name = String.valueOf(other[i]);
      var into = name.startsWith("header.") ? header : claims;
      var member = name.replaceFirst("^header\\.", "");
      switch (other[i + 1]) {
        case null -> into.remove(member);
        case String text -> into.put(member, text);
        case Long number -> into.put(member, number);
        case JsonNode node -> into.set(member, node);
        default -> throw new AssertionError(other[i + 1]);
      }
    }
  }

  static ObjectNode bare(SignatureKey key) {
    ObjectNode jwk = key.publicKey().json().deepCopy();
    jwk.remove(List.of("kid", "use", "alg"));
    return jwk;
  }

  String assertion(SignatureKey key, @Nullable Object... other) {
    ObjectNode header = Json.object();
    header.put("typ", "JWT").put("kid", "client-1");
    ObjectNode claims = Json.object();
    claims.put("iss", SIGNED).put("sub", SIGNED).put("aud", issuer);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iat", Instant.now().getEpochSecond());
    claims.put("exp", Instant.now().plusSeconds(60).getEpochSecond());
    replace(header, claims, other);
    return Jws.sign(key, header, Json.octets(claims));
  }

  Map<String, String> signedBy(String assertion, Map<String, String> form) {
    var all = new LinkedHashMap<>(form);
    all.put("client_id", SIGNED);
    all.put("client_assertion_type", Clients.ASSERTION_TYPE);
    all.put("client_assertion", assertion);
    return all;
  }

  /// What a wallet's provider says of it.
  String attestation(SignatureKey provider, @Nullable Object... other) {
    ObjectNode header = Json.object();
    header.put("typ", "oauth-client-attestation+jwt").put("kid", "provider-1");
    ObjectNode claims = Json.object();
    claims.put("iss", "https://provider.example").put("sub", "https://attested.example");
    claims.put("wallet_name", "Attested Wallet");
    claims.put("exp", Instant.now().plusSeconds(600).getEpochSecond());
    claims.putObject("cnf").set("jwk", bare(instanceKey));
    replace(header, claims, other);
    return Jws.sign(provider, header, Json.octets(claims));
  }

  String attestationProof(SignatureKey key, @Nullable Object... other) {
    ObjectNode header = Json.object();
    header.put("typ", "oauth-client-attestation-pop+jwt");
    ObjectNode claims = Json.object();
    claims.put("iss", "https://attested.example").put("aud", issuer);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iat", Instant.now().getEpochSecond());
    replace(header, claims, other);
    return Jws.sign(key, header, Json.octets(claims));
  }

  String[] attested(String... more) {
    var headers =
        new ArrayList<>(
            List.of(
                "OAuth-Client-Attestation",
                attestation(providerKey()),
                "OAuth-Client-Attestation-PoP",
                attestationProof(instanceKey)));
    headers.addAll(List.of(more));
    return headers.toArray(String[]::new);
  }

  String nonce() {
    return post("nonce", Map.of()).json().get("c_nonce").stringValue();
  }

  /// A key proof.
  String proof(SignatureKey holder, String nonce, @Nullable Object... other) {
    ObjectNode header = Json.object();
    header.put("typ", "openid4vci-proof+jwt");
    header.set("jwk", bare(holder));
    ObjectNode claims = Json.object();
    claims.put("aud", issuer).put("nonce", nonce);
    claims.put("iat", Instant.now().getEpochSecond());
    replace(header, claims, other);
    return Jws.sign(holder, header, Json.octets(claims));
  }

  String keyAttestation(SignatureKey provider, String nonce, List<SignatureKey> keys) {
    ObjectNode header = Json.object();
    header.put("typ", "key-attestation+jwt").put("kid", "provider-1");
    ObjectNode claims = Json.object();
    claims.put("iat", Instant.now().getEpochSecond()).put("nonce", nonce);
    claims.put("exp", Instant.now().plusSeconds(600).getEpochSecond());
    var list = claims.putArray("attested_keys");
    keys.forEach(key -> list.add(bare(key)));
    return Jws.sign(provider, header, Json.octets(claims));
  }

  static ObjectNode request(String configuration, String... proofs) {
    ObjectNode json = Json.object();
    json.put("credential_configuration_id", configuration);
    var list = json.putObject("proofs").putArray("jwt");
    for (var proof : proofs) {
      list.add(proof);
    }
    return json;
  }

  /// The parameters of an address.
  static Map<String, String> query(String address) {
    var query = new LinkedHashMap<String, String>();
    var text = URI.create(address).getRawQuery();
    for (var pair : text.split("&", -1)) {
      var at = pair.indexOf('=');
      query.put(
          pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
    }
    return query;
  }

  static Map<String, String> authorisation(String clientId, String redirect, String scope) {
    return form(
        "response_type",
        "code",
        "client_id",
        clientId,
        "redirect_uri",
        redirect,
        "scope",
        scope,
        "state",
        "a state",
        "code_challenge",
        Codes.encode(Codes.hash(VERIFIER)),
        "code_challenge_method",
        "S256");
  }
}
