package hutong.culture.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import hutong.HutongTest;
import hutong.booking.BookingSamples;
import hutong.booking.ReservationId;
import hutong.booking.Ticket;
import hutong.booking.TicketId;
import hutong.booking.TicketState;
import hutong.culture.internal.TicketCodes.Reading;
import hutong.culture.internal.TicketCodes.Reading.Fault;
import hutong.kernel.PersonId;
import hutong.vault.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HutongTest
class TicketCodesTest {

  @Autowired TicketCodes codes;
  @Autowired SigningKeys keys;

  private final TicketId id = TicketId.random();
  private final Ticket ticket =
      new Ticket(
          id,
          ReservationId.random(),
          PersonId.random(),
          "palace-museum",
          BookingSamples.DAY,
          Ticket.markOf(id, "CA123456"),
          TicketState.RESERVED,
          BookingSamples.NOW);

  @Test
  void a_gate_checks_a_code_with_nothing_but_the_published_keys() throws Exception {
    var code = codes.sign(ticket, "morning", "MP");
    var published = JWKSet.parse(codes.published().toString());
    var jws = JWSObject.parse(code);
    var key = published.getKeyByKeyId(jws.getHeader().getKeyID()).toECKey();

    assertThat(key.isPrivate()).isFalse();
    assertThat(jws.verify(new ECDSAVerifier(key))).isTrue();
    assertThat(jws.getPayload().toString()).contains("palace-museum").contains("MP");
  }

  @Test
  void it_tells_nothing_but_fits_the_document_in_hand() {
    var code = codes.sign(ticket, "morning", "MP");
    var payload = new Base64URL(code.split("\\.")[1]).decodeToString();

    assertThat(payload).doesNotContain("CA123456").doesNotContain(ticket.person().toString());
    assertThat(code.length()).isLessThan(450);
    var claims = ((Reading.Genuine) codes.read(code)).claims();
    assertThat(claims.isFor("ca 123456")).isTrue();
    assertThat(claims.isFor("CA123457")).isFalse();
  }

  @Test
  void any_changed_character_makes_it_worthless() {
    var code = codes.sign(ticket, "morning", "MP");
    int end = code.length() - 1; // the last character carries bits that mean nothing
    for (int i = 0; i < end; i += 7) {
      char other = code.charAt(i) == 'A' ? 'B' : 'A';
      var changed = code.substring(0, i) + other + code.substring(i + 1);
      assertThat(codes.read(changed)).as("character " + i).isInstanceOf(Reading.Worthless.class);
    }
    var other = codes.sign(ticket, "afternoon", "MP").split("\\.");
    var parts = code.split("\\.");
    assertThat(fault(parts[0] + "." + other[1] + "." + parts[2])).isEqualTo(Fault.SIGNATURE_WRONG);
  }

  @Test
  void no_other_algorithm_is_listened_to() throws Exception {
    var payload = new Base64URL(codes.sign(ticket, "morning", "MP").split("\\.")[1]);
    var none = Base64URL.encode("{\"alg\":\"none\"}") + "." + payload + ".";
    assertThat(fault(none)).isEqualTo(Fault.WRONG_ALGORITHM);
    assertThat(fault(Base64URL.encode("{\"alg\":\"None\"}") + "." + payload + ".AA"))
        .isEqualTo(Fault.WRONG_ALGORITHM);

    var key = keys.current(SigningKeys.Use.TICKET);
    var publicKey = key.certificate().getPublicKey();
    var jwk = codes.published().getKeyByKeyId(key.id()).toJSONString();
    var pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + java.util.Base64.getMimeEncoder().encodeToString(publicKey.getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    for (byte[] secret :
        new byte[][] {
          publicKey.getEncoded(),
          pem.getBytes(StandardCharsets.UTF_8),
          jwk.getBytes(StandardCharsets.UTF_8)
        }) {
      assertThat(fault(hs256(payload, key.id(), secret))).isEqualTo(Fault.WRONG_ALGORITHM);
    }
  }

  private static String hs256(Base64URL payload, String keyId, byte[] secret) throws JOSEException {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId).type(TicketCodes.TYPE).build();
    var jws = new JWSObject(header, new Payload(payload));
    jws.sign(new MACSigner(secret));
    return jws.serialize();
  }

  @Test
  void a_key_that_is_not_ours_and_a_signature_made_for_something_else_are_refused()
      throws Exception {
    var payload = new Base64URL(codes.sign(ticket, "morning", "MP").split("\\.")[1]);
    var stranger = new ECKeyGenerator(Curve.P_256).keyID("stranger").generate();
    assertThat(fault(es256(payload, "stranger", new ECDSASigner(stranger))))
        .isEqualTo(Fault.UNKNOWN_KEY);
    var ours = keys.current(SigningKeys.Use.TICKET).id();
    assertThat(fault(es256(payload, ours, new ECDSASigner(stranger))))
        .isEqualTo(Fault.SIGNATURE_WRONG);
    var seal = keys.current(SigningKeys.Use.SEAL);
    var sealSigner = new ECDSASigner((java.security.interfaces.ECPrivateKey) seal.privateKey());
    assertThat(fault(es256(payload, seal.id(), sealSigner))).isEqualTo(Fault.UNKNOWN_KEY);
  }

  private static String es256(Base64URL payload, String keyId, ECDSASigner signer)
      throws JOSEException {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).type(TicketCodes.TYPE).build();
    var jws = new JWSObject(header, new Payload(payload));
    jws.sign(signer);
    return jws.serialize();
  }

  @Test
  void rubbish_is_read_without_harm() throws ParseException {
    for (var text : new String[] {"", ".", "..", "a.b.c", "x".repeat(5_000), "\u0000", "票"}) {
      assertThat(fault(text)).as(text).isEqualTo(Fault.UNREADABLE);
    }
  }

  private Fault fault(String code) {
    return switch (codes.read(code)) {
      case Reading.Worthless(var fault) -> fault;
      case Reading.Genuine ignored -> throw new AssertionError("accepted");
    };
  }
}
