package hutong.payment;

import static hutong.payment.WalletSignature.Verdict.ALGORITHM_UNSUPPORTED;
import static hutong.payment.WalletSignature.Verdict.CLIENT_ID_MISSING;
import static hutong.payment.WalletSignature.Verdict.KEY_UNREADABLE;
import static hutong.payment.WalletSignature.Verdict.RIGHT;
import static hutong.payment.WalletSignature.Verdict.SIGNATURE_MISSING;
import static hutong.payment.WalletSignature.Verdict.SIGNATURE_UNREADABLE;
import static hutong.payment.WalletSignature.Verdict.SIGNATURE_WRONG;
import static hutong.payment.WalletSignature.Verdict.TIME_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.payment.WalletSignature.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WalletSignatureTest {

  private static final String TIME = "2026-11-22T20:00:00+08:00";
  private static final byte[] BODY = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);
  private static final KeyPair KEYS = keys();

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String publicKey() {
    return Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
  }

  private static Map<String, String> headers() {
    var signature = WalletSignature.sign("POST", "/n", "C1", TIME, BODY, KEYS.getPrivate());
    return new HashMap<>(Map.of("client-id", "C1", "Request-Time", TIME, "Signature", signature));
  }

  private static Verdict verify(Map<String, String> headers, byte[] body, String uri) {
    return WalletSignature.verify("POST", uri, headers, body, publicKey());
  }

  @Test
  void the_raw_bytes_are_what_was_signed() {
    assertThat(verify(headers(), BODY, "/n")).isEqualTo(RIGHT);
    assertThat(verify(headers(), BODY, "https://shop.example/n")).isEqualTo(RIGHT);
    var reprinted = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(verify(headers(), reprinted, "/n")).isEqualTo(SIGNATURE_WRONG);
    assertThat(verify(headers(), BODY, "/other")).isEqualTo(SIGNATURE_WRONG);
  }

  @Test
  void a_bare_base64_signature_is_read_too() {
    var headers = headers();
    headers.computeIfPresent(
        "Signature", (name, value) -> java.net.URLDecoder.decode(value, StandardCharsets.UTF_8));
    assertThat(verify(headers, BODY, "/n")).isEqualTo(RIGHT);
  }

  @Test
  void what_is_missing_or_unreadable_is_named() {
    var headers = headers();
    headers.remove("Signature");
    assertThat(verify(headers, BODY, "/n")).isEqualTo(SIGNATURE_MISSING);
    headers.put("Signature", "algorithm=RSA256, keyVersion=1, signature=***");
    assertThat(verify(headers, BODY, "/n")).isEqualTo(SIGNATURE_UNREADABLE);
    headers.put("Signature", "algorithm=NONE, keyVersion=1, signature=AAAA");
    assertThat(verify(headers, BODY, "/n")).isEqualTo(ALGORITHM_UNSUPPORTED);
    var noClient = headers();
    noClient.remove("client-id");
    assertThat(verify(noClient, BODY, "/n")).isEqualTo(CLIENT_ID_MISSING);
    var noTime = headers();
    noTime.remove("Request-Time");
    assertThat(verify(noTime, BODY, "/n")).isEqualTo(TIME_MISSING);
    assertThat(WalletSignature.verify("POST", "/n", headers(), BODY, "no key"))
        .isEqualTo(KEY_UNREADABLE);
  }
}
