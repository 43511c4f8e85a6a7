package hutong.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SdJwtTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final SignatureKey ISSUER = SignatureKeys.generate();
  private static final SignatureKey HOLDER = SignatureKeys.generate();

  static String issued() {
    return new SdJwtIssuer(ISSUER, new SecureRandom())
        .issue(
            NewSdJwt.of("https://city.example/traveller", claims())
                .hiding("/given_name", "/address", "/address/street", "/nationalities/1")
                .withDecoys(2)
                .withStatus("https://city.example/status/1", 7)
                .boundTo(HOLDER.publicKey()));
  }

  private static ObjectNode claims() {
    ObjectNode claims = Json.object();
    claims.put("iss", "https://city.example").put("given_name", "Maria");
    claims.put("exp", NOW.getEpochSecond() + 600);
    claims.putObject("address").put("street", "Rua 1").put("city", "Lisboa");
    claims.putArray("nationalities").add("PRT").add("BRA");
    return claims;
  }

  static SdJwtReading read(String text, SdJwtExpectation expected) {
    return new SdJwtVerifier(IssuerTrust.key(ISSUER.publicKey())).verify(text, expected);
  }

  @Test
  void what_is_shown_comes_back_and_the_rest_does_not() throws UnreadableException {
    var shown =
        SdJwt.read(issued())
            .showing(Set.of("/address/street", "/nationalities/1"))
            .signedBy(HOLDER, "x509_san_dns:hotel.example", "n-1", NOW);
    var reading =
        read(shown.text(), SdJwtExpectation.presented("x509_san_dns:hotel.example", "n-1", NOW));
    assertThat(reading.findings()).isEmpty();
    assertThat(reading.bound()).isTrue();
    assertThat(reading.disclosed())
        .containsExactlyInAnyOrder("/address", "/address/street", "/nationalities/1");
    assertThat(reading.claims().has("given_name")).isFalse();
    assertThat(Json.write(reading.claims().get("address")))
        .isEqualTo("{\"city\":\"Lisboa\",\"street\":\"Rua 1\"}");
    assertThat(reading.status()).contains(new StatusReference("https://city.example/status/1", 7));
  }
}
