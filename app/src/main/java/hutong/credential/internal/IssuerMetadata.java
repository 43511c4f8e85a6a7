package hutong.credential.internal;

import hutong.credential.CredentialFormat;
import hutong.credential.CredentialSettings;
import hutong.credential.CredentialType;
import hutong.credential.CredentialType.Naming;
import hutong.credential.CredentialTypes;
import hutong.credential.internal.Configurations.Configuration;
import hutong.proof.Json;
import hutong.proof.Jws;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the issuer, the authorisation server and each type say of themselves (OpenID4VCI, section
/// 12; RFC 8414; SD-JWT VC type metadata).
@Component
class IssuerMetadata {

  static final String SIGNED_TYPE = "openidvci-issuer-metadata+jwt";
  private static final String WHITE = "#FFFFFF";

  private final Configurations configurations;
  private final CredentialTypes types;
  private final MessageEncryption encryption;
  private final CredentialSettings settings;
  private final SignerKeys keys;
  private final Issuers issuers;

  IssuerMetadata(
      Configurations configurations,
      CredentialTypes types,
      MessageEncryption encryption,
      CredentialSettings settings,
      SignerKeys keys,
      Issuers issuers) {
    this.configurations = configurations;
    this.types = types;
    this.encryption = encryption;
    this.settings = settings;
    this.keys = keys;
    this.issuers = issuers;
  }

  ObjectNode issuer(IssuerProfile profile) {
    ObjectNode metadata = Json.object();
    metadata.put("credential_issuer", issuers.identifier(profile));
    metadata.put("credential_endpoint", issuers.endpoint(profile, "credential"));
    metadata.put("nonce_endpoint", issuers.endpoint(profile, "nonce"));
    metadata.put("deferred_credential_endpoint", issuers.endpoint(profile, "deferred"));
    metadata.put("notification_endpoint", issuers.endpoint(profile, "notification"));
    var request = metadata.putObject("credential_request_encryption");
    request.putObject("jwks").putArray("keys").add(encryption.published());
    texts(request.putArray("enc_values_supported"), MessageEncryption.METHODS);
    request.put("encryption_required", false);
    var response = metadata.putObject("credential_response_encryption");
    response.putArray("alg_values_supported").add(MessageEncryption.ALGORITHM);
    texts(response.putArray("enc_values_supported"), MessageEncryption.METHODS);
    response.put("encryption_required", false);
    metadata.putObject("batch_credential_issuance").put("batch_size", CredentialLimits.BATCH);
    var display = metadata.putArray("display");
    display.add(shown("name", settings.issuerName(), "en").set("logo", logo()));
    display.add(shown("name", settings.issuerNameChinese(), "zh-Hans").set("logo", logo()));
    var supported = metadata.putObject("credential_configurations_supported");
    for (var each : configurations.list()) {
      supported.set(each.id(), configuration(each, profile));
    }
    return metadata;
  }

  private ObjectNode logo() {
    ObjectNode logo = Json.object();
    logo.put("uri", issuers.address("/static/favicon.svg")).put("alt_text", "Hutong 互通");
    return logo;
  }

  private ObjectNode configuration(Configuration configuration, IssuerProfile profile) {
    var type = configuration.type();
    ObjectNode json = Json.object();
    json.put("format", configuration.format().identifier());
    json.put("scope", configuration.id());
    switch (configuration.format()) {
      case SD_JWT_VC -> {
        json.put("vct", types.vct(type));
        json.putArray("cryptographic_binding_methods_supported").add("jwk");
        json.putArray("credential_signing_alg_values_supported")
            .add(keys.current().algorithm().joseName());
      }
      case MDOC -> {
        json.put("doctype", type.docType());
        json.putArray("cryptographic_binding_methods_supported").add("cose_key");
        json.putArray("credential_signing_alg_values_supported")
            .add(keys.current().algorithm().coseId());
      }
    }
    proofTypes(json.putObject("proof_types_supported"), profile);
    var metadata = json.putObject("credential_metadata");
    var display = metadata.putArray("display");
    for (var tag : List.of("en", "zh-Hans")) {
      display.add(
          shown("name", in(type.name(), tag), tag)
              .put("description", in(type.purpose(), tag))
              .put("background_color", type.colour())
              .put("text_color", WHITE)
              .set("logo", logo()));
    }
    var claims = metadata.putArray("claims");
    for (var claim : type.claims()) {
      var each = claims.addObject();
      var path = each.putArray("path");
      if (configuration.format() == CredentialFormat.MDOC) {
        path.add(type.namespace());
      }
      path.add(claim.key());
      each.put("mandatory", claim.always());
      var names = each.putArray("display");
      for (var tag : List.of("en", "zh-Hans")) {
        names.add(shown("name", in(claim.name(), tag), tag));
      }
    }
    return json;
  }

  private void proofTypes(ObjectNode types, IssuerProfile profile) {
    var holders = Jose.names(Jose.HOLDERS);
    var jwt = types.putObject("jwt");
    texts(jwt.putArray("proof_signing_alg_values_supported"), holders);
    if (profile.strict() && settings.keyAttestationRequired()) {
      jwt.putObject("key_attestations_required");
    }
    if (!settings.walletProviders().isEmpty()) {
      var attestation = types.putObject("attestation");
      texts(attestation.putArray("proof_signing_alg_values_supported"), Jose.names(Jose.CLIENTS));
      attestation.putObject("key_attestations_required");
    }
  }

  /// The issuer's metadata, signed.
  String signed(IssuerProfile profile, Instant now) {
    ObjectNode claims = issuer(profile);
    claims.put("iss", issuers.identifier(profile));
    claims.put("sub", issuers.identifier(profile));
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(CredentialLimits.SIGNED_METADATA).getEpochSecond());
    return Jws.signWithChain(keys.current(), SIGNED_TYPE, claims);
  }

  ObjectNode server(IssuerProfile profile) {
    ObjectNode metadata = Json.object();
    metadata.put("issuer", issuers.identifier(profile));
    metadata.put("authorization_endpoint", issuers.authorize(profile));
    metadata.put("token_endpoint", issuers.endpoint(profile, "token"));
    metadata.put("pushed_authorization_request_endpoint", issuers.endpoint(profile, "par"));
    metadata.put("require_pushed_authorization_requests", profile.strict());
    metadata.put("jwks_uri", issuers.address("/credentials/jwks.json"));
    metadata.putArray("response_types_supported").add("code");
    metadata.putArray("response_modes_supported").add("query");
    metadata
        .putArray("grant_types_supported")
        .add("authorization_code")
        .add(TokenService.PRE_AUTHORISED)
        .add("refresh_token");
    metadata.putArray("code_challenge_methods_supported").add("S256");
    var methods = metadata.putArray("token_endpoint_auth_methods_supported");
    if (!profile.strict()) {
      methods.add("none");
    }
    methods.add("private_key_jwt").add("attest_jwt_client_auth");
    var algorithms = Jose.names(Jose.CLIENTS);
    texts(metadata.putArray("token_endpoint_auth_signing_alg_values_supported"), algorithms);
    texts(metadata.putArray("client_attestation_signing_alg_values_supported"), algorithms);
    texts(metadata.putArray("client_attestation_pop_signing_alg_values_supported"), algorithms);
    texts(metadata.putArray("dpop_signing_alg_values_supported"), algorithms);
    metadata.putArray("authorization_details_types_supported").add("openid_credential");
    var scopes = metadata.putArray("scopes_supported");
    configurations.list().forEach(each -> scopes.add(each.id()));
    metadata.put("authorization_response_iss_parameter_supported", true);
    metadata.put("pre-authorized_grant_anonymous_access_supported", !profile.strict());
    return metadata;
  }

  /// The keys of JWT VC issuer metadata, for verifiers that follow no certificates.
  ObjectNode vcIssuer() {
    ObjectNode metadata = Json.object();
    metadata.put("issuer", issuers.identifier(IssuerProfile.OPEN));
    metadata.set("jwks", keys.published().json());
    return metadata;
  }

  /// SD-JWT VC type metadata.
  ObjectNode type(CredentialType type) {
    ObjectNode metadata = Json.object();
    metadata.put("vct", types.vct(type));
    metadata.put("name", type.name().english());
    metadata.put("description", type.purpose().english());
    var display = metadata.putArray("display");
    for (var tag : List.of("en", "zh-Hans")) {
      ObjectNode each = shown("name", in(type.name(), tag), tag);
      each.put("description", in(type.purpose(), tag));
      each.putObject("rendering")
          .putObject("simple")
          .put("background_color", type.colour())
          .put("text_color", WHITE);
      display.add(each);
    }
    var claims = metadata.putArray("claims");
    for (var claim : type.claims()) {
      var each = claims.addObject();
      each.putArray("path").add(claim.key());
      each.put("sd", claim.always() ? "never" : "always");
      var names = each.putArray("display");
      for (var tag : List.of("en", "zh-Hans")) {
        names.add(shown("label", in(claim.name(), tag), tag));
      }
    }
    return metadata;
  }

  private static ObjectNode shown(String member, String text, String tag) {
    ObjectNode json = Json.object();
    json.put(member, text).put("locale", tag);
    return json;
  }

  private static String in(Naming name, String tag) {
    return tag.equals("en") ? name.english() : name.chinese();
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
