package hutong.credential.internal;

import hutong.credential.CredentialFormat;
import hutong.credential.CredentialTypes;
import hutong.credential.IssuerTrust;
import hutong.proof.Json;
import hutong.proof.Jws;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/// Who issues what, with which certificates: one signed list with a number that counts up whenever
/// it says something else.
@Service
class TrustLists implements IssuerTrust {

  static final String TYPE = "hutong-trust-list+jwt";
  private static final java.time.Duration VALID = java.time.Duration.ofDays(30);
  private static final java.time.Duration RENEWED = java.time.Duration.ofDays(7);

  private final SignerStore store;
  private final SignerKeys keys;
  private final CredentialTypes types;
  private final StatusLists lists;
  private final Issuers issuers;
  private final InstantSource clock;

  TrustLists(
      SignerStore store,
      SignerKeys keys,
      CredentialTypes types,
      StatusLists lists,
      Issuers issuers,
      InstantSource clock) {
    this.store = store;
    this.keys = keys;
    this.types = types;
    this.lists = lists;
    this.issuers = issuers;
    this.clock = clock;
  }

  @Override
  public List<X509Certificate> anchors() {
    return keys.authorities();
  }

  @Override
  public List<X509Certificate> signers() {
    return keys.keys().stream().map(key -> key.chain().getFirst()).toList();
  }

  @Override
  public String issuer() {
    return issuers.identifier(IssuerProfile.OPEN);
  }

  @Override
  public Optional<String> statusList(String address) {
    return lists.token(address).map(StatusLists.Signed::token);
  }

  @Override
  public List<String> statusLists() {
    return lists.addresses();
  }

  @Override
  @Transactional
  public String trustList() {
    return current().signed();
  }

  /// The list as it is published now; a new version when there is something new to say.
  @Transactional
  public SignerStore.TrustList current() {
    var now = clock.instant();
    ObjectNode content = content();
    byte[] hash = Codes.hash(Json.octets(content));
    var latest = store.latestList();
    if (latest != null
        && MessageDigest.isEqual(latest.hash(), hash)
        && latest.madeAt().isAfter(now.minus(RENEWED))) {
      return latest;
    }
    long version = latest == null ? 1 : latest.version() + 1;
    var fresh = new SignerStore.TrustList(version, hash, sign(content, version, now), now);
    boolean published = store.addList(fresh);
    var stored = store.latestList();
    return published || stored == null ? fresh : stored;
  }

  private String sign(ObjectNode content, long version, Instant now) {
    ObjectNode claims = Json.object();
    claims.put("iss", issuer());
    claims.put("sub", issuers.address("/credentials/trust-list"));
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(VALID).getEpochSecond());
    claims.put("version", version);
    claims.setAll(content);
    var key = keys.current();
    ObjectNode header = Json.object();
    header.put("typ", TYPE).put("kid", key.id());
    Jws.addChain(header, key);
    return Jws.sign(key, header, Json.octets(claims));
  }

  private ObjectNode content() {
    ObjectNode content = Json.object();
    var issuer = content.putArray("issuers").addObject();
    issuer.put("id", issuer());
    var also = issuer.putArray("credential_issuers");
    for (var profile : IssuerProfile.values()) {
      also.add(issuers.identifier(profile));
    }
    var authorities = issuer.putArray("authorities");
    for (var each : keys.authorities()) {
      authorities.add(certificate(each));
    }
    var signers = issuer.putArray("signers");
    for (var key : keys.keys()) {
      ObjectNode signer = certificate(key.chain().getFirst());
      signer.put("kid", key.id());
      signer.put("status", key.id().equals(keys.current().id()) ? "signing" : "accepted");
      signer.set("jwk", key.publicKey().json());
      signers.add(signer);
    }
    var credentials = issuer.putArray("credentials");
    for (var type : types.list()) {
      var each = credentials.addObject();
      each.put("vct", types.vct(type));
      each.put("doctype", type.docType());
      var formats = each.putArray("formats");
      for (var format : CredentialFormat.values()) {
        formats.add(format.identifier());
      }
    }
    return content;
  }

  private static ObjectNode certificate(X509Certificate certificate) {
    try {
      ObjectNode json = Json.object();
      byte[] der = certificate.getEncoded();
      json.put("certificate", Base64.getEncoder().encodeToString(der));
      json.put("sha256", Codes.encode(Codes.hash(der)));
      json.put("not_before", certificate.getNotBefore().toInstant().getEpochSecond());
      json.put("not_after", certificate.getNotAfter().toInstant().getEpochSecond());
      return json;
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate cannot be written", e);
    }
  }
}
