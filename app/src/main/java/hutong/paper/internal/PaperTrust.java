package hutong.paper.internal;

import hutong.credential.IssuerTrust;
import hutong.proof.Base64Url;
import hutong.proof.Json;
import hutong.proof.Jws;
import hutong.proof.SignatureKey;
import hutong.proof.SignatureKeys;
import hutong.proof.StatusList;
import hutong.proof.StatusReference;
import hutong.proof.UnreadableException;
import hutong.vault.SigningKeys;
import hutong.vault.SigningKeys.SigningKey;
import hutong.vault.SigningKeys.Use;
import hutong.web.WebSettings;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What somebody must keep to check paper without a network: keys, certificates, status lists.
@Component
class PaperTrust {

  private final SigningKeys keys;
  private final IssuerTrust credentials;
  private final WebSettings web;
  private final InstantSource clock;

  PaperTrust(SigningKeys keys, IssuerTrust credentials, WebSettings web, InstantSource clock) {
    this.keys = keys;
    this.credentials = credentials;
    this.web = web;
    this.clock = clock;
  }

  /// `made`, `issuers` with their `keys` and `certificates`, and `statuses` by address.
  ObjectNode json() {
    ObjectNode trust = Json.object();
    trust.put("made", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    var house = trust.putArray("issuers").addObject();
    house.put("issuer", web.publicUrl());
    var set = house.putArray("keys");
    signers().forEach(key -> set.add(key.publicKey().json().deepCopy().put("kid", key.id())));
    var chain = house.putArray("certificates");
    for (var certificate : certificates()) {
      try {
        chain.add(Base64Url.encode(certificate.getEncoded()));
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException("a certificate of our own cannot be written", e);
      }
    }
    var statuses = trust.putObject("statuses");
    for (var address : credentials.statusLists()) {
      list(address).ifPresent(list -> statuses.set(address, list));
    }
    return trust;
  }

  /// Whether what stands at this place was revoked; empty when the list is none of ours.
  Optional<Boolean> revoked(StatusReference status) {
    return list(status.uri())
        .flatMap(
            list -> {
              try {
                return Optional.of(StatusList.read(list).get(status.index()) != StatusList.VALID);
              } catch (UnreadableException _) {
                return Optional.empty();
              }
            });
  }

  /// `bits` and `lst` as in the token, and `exp`: the second after which it tells nothing any more.
  private Optional<JsonNode> list(String address) {
    return credentials
        .statusList(address)
        .map(
            token -> {
              try {
                var claims = Jws.read(token).claims();
                ObjectNode list = Json.object();
                list.set("bits", claims.at("/status_list/bits"));
                list.set("lst", claims.at("/status_list/lst"));
                list.set("exp", claims.path("exp"));
                return list;
              } catch (UnreadableException e) {
                throw new IllegalStateException("a status list of our own cannot be read", e);
              }
            });
  }

  List<SignatureKey> signers() {
    return keys.accepted(Use.SEAL).stream().map(PaperTrust::signer).toList();
  }

  List<X509Certificate> certificates() {
    return keys.accepted(Use.SEAL).stream().map(SigningKey::certificate).toList();
  }

  static SignatureKey signer(SigningKey key) {
    return SignatureKeys.of(
        key.id(), key.privateKey(), key.certificate().getPublicKey(), List.of(key.certificate()));
  }
}
