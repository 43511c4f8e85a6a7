package hutong.culture.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import hutong.booking.Ticket;
import hutong.booking.TicketId;
import hutong.identity.Document;
import hutong.kernel.Purpose;
import hutong.vault.SigningKeys;
import hutong.vault.SigningKeys.SigningKey;
import hutong.vault.SigningKeys.Use;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Ticket codes: compact JWS, ES256 and nothing else. A gate needs only the public keys of
/// `/.well-known/jwks.json` to check one; it holds no name and no document number.
@Component
class TicketCodes {

  static final JOSEObjectType TYPE = new JOSEObjectType("hutong-ticket");

  private final SigningKeys keys;

  TicketCodes(SigningKeys keys) {
    this.keys = keys;
  }

  /// What a code says.
  ///
  /// @param mark see [Ticket#markOf]
  record Claims(
      TicketId ticket, String venue, LocalDate day, String slot, String mark, String initials) {

    boolean isFor(String documentNumber) {
      return Ticket.markOf(ticket, documentNumber).equals(mark);
    }
  }

  /// What a code is worth.
  sealed interface Reading {

    record Genuine(Claims claims) implements Reading {}

    record Worthless(Fault fault) implements Reading {}

    /// Stable names.
    enum Fault {
      /// Not a ticket code at all, or one that was cut.
      UNREADABLE,
      /// It asks to be checked in a way that proves nothing.
      WRONG_ALGORITHM,
      /// Signed with a key that is not ours.
      UNKNOWN_KEY,
      /// It was changed after it was signed.
      SIGNATURE_WRONG
    }
  }

  String sign(Ticket ticket, String slot, String initials) {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("t", ticket.id().toString());
    claims.put("v", ticket.venue());
    claims.put("d", ticket.day().toString());
    claims.put("s", slot);
    claims.put("m", ticket.mark());
    claims.put("i", initials);
    var key = keys.current(Use.TICKET);
    var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.id()).type(TYPE).build();
    var jws = new JWSObject(header, new Payload(claims));
    try {
      jws.sign(new ECDSASigner((ECPrivateKey) key.privateKey()));
    } catch (JOSEException e) {
      throw new IllegalStateException("ES256 is not available", e);
    }
    return jws.serialize();
  }

  /// The algorithm is ours, never the code's own choice; so `none` and HS256 with our public key
  /// as its secret are refused before any signature is looked at.
  Reading read(String code) {
    if (code.length() > CultureLimits.CODE_LENGTH) {
      return new Reading.Worthless(Reading.Fault.UNREADABLE);
    }
    try {
      var jws = JWSObject.parse(code.strip());
      var header = jws.getHeader();
      if (!JWSAlgorithm.ES256.equals(header.getAlgorithm()) || !TYPE.equals(header.getType())) {
        return new Reading.Worthless(Reading.Fault.WRONG_ALGORITHM);
      }
      var key =
          keys.accepted(Use.TICKET).stream()
              .filter(each -> each.id().equals(header.getKeyID()))
              .findFirst();
      if (key.isEmpty()) {
        return new Reading.Worthless(Reading.Fault.UNKNOWN_KEY);
      }
      if (!jws.verify(new ECDSAVerifier(publicHalf(key.get())))) {
        return new Reading.Worthless(Reading.Fault.SIGNATURE_WRONG);
      }
      return claims(jws.getPayload().toJSONObject());
    } catch (ParseException unreadable) {
      boolean other = unsigned(code);
      return new Reading.Worthless(
          other ? Reading.Fault.WRONG_ALGORITHM : Reading.Fault.UNREADABLE);
    } catch (JOSEException refused) {
      return new Reading.Worthless(Reading.Fault.SIGNATURE_WRONG);
    }
  }

  /// Three parts whose header names no signature: a forgery, not a scratched screen.
  private static boolean unsigned(String code) {
    try {
      var header =
          com.nimbusds.jose.Header.parse(
              new com.nimbusds.jose.util.Base64URL(code.strip().split("\\.", 2)[0]));
      return !(header instanceof JWSHeader);
    } catch (ParseException | IllegalArgumentException notEvenThat) {
      return false;
    }
  }

  private static Reading claims(Map<String, Object> said) {
    try {
      return new Reading.Genuine(
          new Claims(
              TicketId.parse(text(said, "t")),
              text(said, "v"),
              LocalDate.parse(text(said, "d")),
              text(said, "s"),
              text(said, "m"),
              text(said, "i")));
    } catch (IllegalArgumentException | DateTimeException notOurForm) {
      return new Reading.Worthless(Reading.Fault.UNREADABLE);
    }
  }

  private static String text(Map<String, Object> said, String name) {
    if (said.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name);
  }

  /// The public keys a gate needs, as RFC 7517 has them.
  JWKSet published() {
    List<com.nimbusds.jose.jwk.JWK> set =
        keys.accepted(Use.TICKET).stream().map(TicketCodes::published).toList();
    return new JWKSet(set);
  }

  private static com.nimbusds.jose.jwk.JWK published(SigningKey key) {
    return new ECKey.Builder(Curve.P_256, publicHalf(key))
        .keyID(key.id())
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(JWSAlgorithm.ES256)
        .build();
  }

  private static ECPublicKey publicHalf(SigningKey key) {
    return (ECPublicKey) key.certificate().getPublicKey();
  }

  /// The first letters of a person's names, given names first.
  static String initials(Document document) {
    return first(document.givenNames().reveal(Purpose.BOOKING))
        + first(document.surname().reveal(Purpose.BOOKING));
  }

  private static String first(String name) {
    var letters = name.strip();
    return letters.isEmpty() ? "" : letters.substring(0, letters.offsetByCodePoints(0, 1));
  }
}
