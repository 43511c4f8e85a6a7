package hutong.credential.internal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import hutong.proof.Json;
import hutong.vault.KeyedIndex;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.text.ParseException;
import java.util.List;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Requests and responses that only the issuer and the wallet can read (OpenID4VCI, section 10).
@Component
class MessageEncryption {

  static final String ALGORITHM = "ECDH-ES";
  static final List<String> METHODS = List.of("A128GCM", "A256GCM");
  private static final String KEY_NAME = "requests-1";

  private final ECKey key;

  /// The key follows from the platform's own, so that every node has the same and none stores it.
  MessageEncryption(KeyedIndex index) {
    var curve = ECNamedCurveTable.getParameterSpec("secp256r1");
    var order = curve.getN();
    byte[] wide = new byte[64];
    System.arraycopy(index.of("credential.encryption", KEY_NAME + " high"), 0, wide, 0, 32);
    System.arraycopy(index.of("credential.encryption", KEY_NAME + " low"), 0, wide, 32, 32);
    var secret = new BigInteger(1, wide).mod(order.subtract(BigInteger.ONE)).add(BigInteger.ONE);
    var point = curve.getG().multiply(secret).normalize();
    try {
      var factory = KeyFactory.getInstance("EC");
      var spec = Curve.P_256.toECParameterSpec();
      var open =
          (ECPublicKey)
              factory.generatePublic(
                  new ECPublicKeySpec(
                      new ECPoint(
                          point.getAffineXCoord().toBigInteger(),
                          point.getAffineYCoord().toBigInteger()),
                      spec));
      var closed = (ECPrivateKey) factory.generatePrivate(new ECPrivateKeySpec(secret, spec));
      key =
          new ECKey.Builder(Curve.P_256, open)
              .privateKey(closed)
              .keyID(KEY_NAME)
              .keyUse(KeyUse.ENCRYPTION)
              .algorithm(JWEAlgorithm.ECDH_ES)
              .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("P-256 is not available", e);
    }
  }

  /// The public key that wallets encrypt requests to.
  ObjectNode published() {
    try {
      return Json.object(
          key.toPublicJWK().toJSONString(), hutong.proof.Reason.KEY_UNREADABLE, "key");
    } catch (hutong.proof.UnreadableException e) {
      throw new IllegalStateException("our own key cannot be read", e);
    }
  }

  /// The content of an encrypted request.
  byte[] open(String compact) {
    try {
      var jwe = JWEObject.parse(compact);
      var header = jwe.getHeader();
      if (!header.getAlgorithm().equals(JWEAlgorithm.ECDH_ES)
          || !METHODS.contains(header.getEncryptionMethod().getName())
          || header.getCompressionAlgorithm() != null
          || header.getCriticalParams() != null) {
        throw broken("the request is encrypted in a way that is not offered");
      }
      if (!KEY_NAME.equals(header.getKeyID())) {
        throw broken("kid is not that of our key");
      }
      jwe.decrypt(new ECDHDecrypter(key));
      return jwe.getPayload().toBytes();
    } catch (ParseException | JOSEException | IllegalStateException | IllegalArgumentException e) {
      throw broken("the request cannot be decrypted");
    }
  }

  private static OAuthFault broken(String why) {
    return OAuthFault.badRequest("invalid_encryption_parameters", why);
  }

  /// How a wallet wants its answer.
  record Wish(ECKey key, EncryptionMethod method) {}

  Wish wish(JsonNode asked) {
    var method = Json.text(asked, "enc").orElse("");
    if (!METHODS.contains(method)) {
      throw broken("enc is not one of " + String.join(" ", METHODS));
    }
    if (asked.has("zip")) {
      throw broken("compression is not offered");
    }
    var named = asked.get("jwk");
    if (!(named instanceof ObjectNode jwk) || hutong.proof.Jwk.holdsPrivateHalf(jwk)) {
      throw broken("jwk is not a public key");
    }
    if (!Json.text(jwk, "alg").orElse(ALGORITHM).equals(ALGORITHM)
        || !Json.text(asked, "alg").orElse(ALGORITHM).equals(ALGORITHM)) {
      throw broken("alg is not " + ALGORITHM);
    }
    try {
      var wanted = ECKey.parse(Json.write(jwk));
      if (!Curve.P_256.equals(wanted.getCurve()) || KeyUse.SIGNATURE.equals(wanted.getKeyUse())) {
        throw broken("jwk is not an encryption key on P-256");
      }
      return new Wish(wanted, EncryptionMethod.parse(method));
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      throw broken("jwk cannot be read");
    }
  }

  String seal(String json, Wish wish) {
    try {
      var header =
          new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, wish.method())
              .keyID(wish.key().getKeyID())
              .build();
      var jwe = new JWEObject(header, new Payload(json));
      jwe.encrypt(new ECDHEncrypter(wish.key().toPublicJWK()));
      return jwe.serialize();
    } catch (JOSEException e) {
      throw broken("the answer cannot be encrypted to this key");
    }
  }
}
