package hutong.presentation.internal;

import hutong.presentation.internal.RequestStore.Row;
import hutong.proof.Json;
import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import hutong.proof.vp.EncryptedAnswer;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Writes questions as wallets read them: signed request objects (RFC 9101, OpenID4VP 1.0,
/// sections 5 and 11).
@Component
class RequestObjects {

  static final String TYPE = "oauth-authz-req+jwt";

  /// Where nothing else is known of the wallet (OpenID4VP 1.0, 5.8).
  private static final String ANY_WALLET = "https://self-issued.me/v2";

  private static final int ES256 = -7;
  private static final int ESP256 = -9;

  private final VerifierKeys keys;
  private final Addresses addresses;
  private final InstantSource clock;

  RequestObjects(VerifierKeys keys, Addresses addresses, InstantSource clock) {
    this.keys = keys;
    this.addresses = addresses;
    this.clock = clock;
  }

  /// @param walletNonce what the wallet wants to see in it again; null when it sent none
  String write(Row row, @Nullable String walletNonce) {
    var claims = Json.object();
    claims.put("aud", ANY_WALLET);
    claims.put("iat", clock.instant().getEpochSecond());
    claims.put("exp", row.expires().getEpochSecond());
    claims.put("client_id", row.protocol().clientId());
    claims.put("response_type", "vp_token");
    claims.put("response_mode", row.protocol().responseMode());
    claims.put("response_uri", addresses.responseUri(row.id()));
    claims.put("nonce", addresses.nonce(row.id()));
    claims.put("state", addresses.state(row.id()));
    claims.set("dcql_query", read(row.protocol().dcql()));
    claims.set("client_metadata", read(row.protocol().metadata()));
    if (walletNonce != null) {
      claims.put("wallet_nonce", walletNonce);
    }
    return keys.sign(TYPE, claims);
  }

  static ObjectNode read(String kept) {
    try {
      return Json.object(kept, Reason.PAYLOAD_UNREADABLE, "request");
    } catch (UnreadableException e) {
      throw new IllegalStateException("a question of ours cannot be read", e);
    }
  }

  /// What this verifier can read; with a key, answers are encrypted to it.
  static ObjectNode metadata(@Nullable KeyPair pair) {
    var metadata = Json.object();
    if (pair != null) {
      metadata
          .putObject("jwks")
          .putArray("keys")
          .add(EncryptedAnswer.jwk((ECPublicKey) pair.getPublic()));
      var methods = metadata.putArray("encrypted_response_enc_values_supported");
      EncryptedAnswer.CONTENT.forEach(method -> methods.add(method));
    }
    var formats = metadata.putObject("vp_formats_supported");
    var tokens = formats.putObject("dc+sd-jwt");
    for (var name : new String[] {"sd-jwt_alg_values", "kb-jwt_alg_values"}) {
      tokens.putArray(name).add("ES256").add("ES384").add("ES512").add("EdDSA");
    }
    var documents = formats.putObject("mso_mdoc");
    for (var name : new String[] {"issuerauth_alg_values", "deviceauth_alg_values"}) {
      documents.putArray(name).add(ES256).add(ESP256);
    }
    return metadata;
  }
}
