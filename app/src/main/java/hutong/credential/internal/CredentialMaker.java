package hutong.credential.internal;

import hutong.credential.CredentialFormat;
import hutong.credential.CredentialType;
import hutong.credential.CredentialTypes;
import hutong.credential.Dataset;
import hutong.proof.Base64Url;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.NewSdJwt;
import hutong.proof.SdJwtIssuer;
import hutong.proof.SignatureKey;
import hutong.proof.UnreadableException;
import hutong.proof.cbor.Cbor;
import hutong.proof.mdoc.Elements;
import hutong.proof.mdoc.IssuerSigned;
import hutong.proof.mdoc.MdocIssuer;
import hutong.proof.mdoc.NewMdoc;
import hutong.proof.mdoc.SessionTranscript;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Writes and signs one credential in one format.
@Component
class CredentialMaker {

  private static final int DECOYS = 3;

  private final SecureRandom random = new SecureRandom();
  private final SignerKeys keys;
  private final CredentialTypes types;
  private final Issuers issuers;

  CredentialMaker(SignerKeys keys, CredentialTypes types, Issuers issuers) {
    this.keys = keys;
    this.types = types;
    this.issuers = issuers;
  }

  /// What to write.
  ///
  /// @param statusList the address of its status list, and its place there
  /// @param issued rounded, so that it links nothing
  record Order(
      CredentialType type,
      Dataset dataset,
      CredentialFormat format,
      Jwk holder,
      String statusList,
      int statusIndex,
      Instant issued,
      Instant expires) {}

  /// The name of the key that signs now.
  String signer() {
    return keys.current().id();
  }

  String make(Order order) {
    var key = keys.current();
    return switch (order.format()) {
      case SD_JWT_VC -> sdJwt(order, key);
      case MDOC -> mdoc(order, key);
    };
  }

  private String sdJwt(Order order, SignatureKey key) {
    ObjectNode claims = Json.object();
    claims.put("iss", issuers.identifier(IssuerProfile.OPEN));
    claims.put("iat", order.issued().getEpochSecond());
    claims.put("exp", order.expires().getEpochSecond());
    var hidden = new ArrayList<String>();
    for (var claim : order.type().claims()) {
      var value = order.dataset().claims().get(claim.key());
      if (value != null) {
        ClaimJson.put(claims, claim.key(), value);
        if (!claim.always()) {
          hidden.add("/" + claim.key());
        }
      }
    }
    var credential =
        NewSdJwt.of(types.vct(order.type()), claims)
            .hiding(hidden.toArray(String[]::new))
            .withDecoys(DECOYS)
            .with("cnf", confirmation(order.holder()))
            .withStatus(order.statusList(), order.statusIndex());
    return new SdJwtIssuer(key, random).issue(credential);
  }

  /// The holder's key and nothing beside it: a name it carries could link two credentials.
  private static ObjectNode confirmation(Jwk holder) {
    ObjectNode confirmation = Json.object();
    ObjectNode jwk = confirmation.putObject("jwk");
    for (var member : List.of("kty", "crv", "x", "y")) {
      jwk.set(member, holder.json().get(member));
    }
    return confirmation;
  }

  private String mdoc(Order order, SignatureKey key) {
    var elements = new LinkedHashMap<String, Cbor>();
    for (var claim : order.type().claims()) {
      var value = order.dataset().claims().get(claim.key());
      if (value != null) {
        elements.put(claim.key(), element(value));
      }
    }
    var document =
        NewMdoc.of(
                order.type().docType(),
                Map.of(order.type().namespace(), elements),
                order.holder(),
                order.issued(),
                order.expires())
            .withStatus(order.statusList(), order.statusIndex());
    return Base64Url.encode(new MdocIssuer(key, random).issue(document));
  }

  private static Cbor element(Object value) {
    return switch (value) {
      case String text -> Cbor.of(text);
      case Boolean yes -> Cbor.of(yes);
      case Integer number -> Cbor.of(number);
      case LocalDate day -> Elements.date(day);
      case Instant at -> Elements.time(at);
      case List<?> list -> Cbor.list(list.stream().map(each -> Cbor.of(each.toString())).toList());
      default -> throw new IllegalArgumentException("a claim cannot be a " + value.getClass());
    };
  }

  /// The octets of an mdoc as it was handed out.
  static byte[] bytes(String mdoc) {
    return Base64Url.decode(mdoc).orElseThrow();
  }

  static String presentMdoc(
      CredentialType type,
      byte[] mdoc,
      Set<String> elements,
      SignatureKey device,
      byte[] sessionTranscript) {
    try {
      var session = SessionTranscript.read(sessionTranscript);
      var shown = IssuerSigned.read(mdoc).showing(Map.of(type.namespace(), elements));
      return Base64Url.encode(shown.signedBy(device, session));
    } catch (UnreadableException e) {
      throw new IllegalArgumentException("no session transcript", e);
    }
  }
}
