package hutong.bench;

import com.sun.management.OperatingSystemMXBean;
import hutong.mrtd.CryptoProviders;
import hutong.proof.IssuerTrust;
import hutong.proof.Json;
import hutong.proof.NewSdJwt;
import hutong.proof.SdJwtExpectation;
import hutong.proof.SdJwtIssuer;
import hutong.proof.SdJwtVerifier;
import hutong.proof.SignatureKey;
import hutong.proof.SignatureKeys;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import tools.jackson.databind.node.ObjectNode;

/// Issuing and verifying a traveller's credential of ten hidden claims, beside the one P-256
/// signature in it by the provider that serves here.
final class CredentialFigures {

  private static final long WARM = 3_000_000_000L;
  private static final long ROUND = 2_000_000_000L;
  private static final int ROUNDS = 3;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String[] HIDDEN = {
    "/family_name",
    "/given_name",
    "/birth_date",
    "/nationality",
    "/sex",
    "/document_number",
    "/document_expiry",
    "/age_over_18",
    "/entered_on",
    "/may_stay_until"
  };

  static List<Figure> measure() {
    try {
      var key = SignatureKeys.generate();
      var issuer = new SdJwtIssuer(key);
      var credential =
          NewSdJwt.of("urn:hutong:traveller:1", claims())
              .hiding(HIDDEN)
              .withStatus("https://city.example/status/1", 4711)
              .boundTo(SignatureKeys.generate().publicKey());
      var pair = pair();
      byte[] content = new byte[1000];
      byte[] signature = sign(pair, content);
      var figures = new ArrayList<Figure>();
      double[] issue = pair(() -> issuer.issue(credential), () -> sign(pair, content));
      figures.add(Figure.of("identity.credential_issue", issue[0], issue[1], "/s and core"));
      var text = issuer.issue(credential);
      double[] verify = pair(() -> verified(key, text), () -> verify(pair, content, signature));
      figures.add(Figure.of("identity.credential_verify", verify[0], verify[1], "/s and core"));
      return figures;
    } catch (Exception e) {
      throw new IllegalStateException("Credentials cannot be measured", e);
    }
  }

  private static ObjectNode claims() {
    ObjectNode claims = Json.object();
    claims.put("iss", "https://city.example").put("iat", NOW.getEpochSecond());
    claims.put("exp", NOW.getEpochSecond() + 31_536_000);
    for (var pointer : HIDDEN) {
      claims.put(pointer.substring(1), "value of " + pointer.substring(1));
    }
    return claims;
  }

  private static boolean verified(SignatureKey key, String text) {
    var reading =
        new SdJwtVerifier(IssuerTrust.key(key.publicKey()))
            .verify(text, SdJwtExpectation.issued(NOW));
    if (!reading.valid()) {
      throw new IllegalStateException(reading.findings().toString());
    }
    return true;
  }

  private static KeyPair pair() throws GeneralSecurityException {
    var generator =
        KeyPairGenerator.getInstance("EC", CryptoProviders.fastest().provider("SHA256withECDSA"));
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static byte[] sign(KeyPair pair, byte[] content) throws GeneralSecurityException {
    Signature signer = CryptoProviders.fastest().signature("SHA256withECDSA");
    signer.initSign(pair.getPrivate());
    signer.update(content);
    return signer.sign();
  }

  private static boolean verify(KeyPair pair, byte[] content, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = CryptoProviders.fastest().signature("SHA256withECDSA");
    verifier.initVerify(pair.getPublic());
    verifier.update(content);
    if (!verifier.verify(signature)) {
      throw new GeneralSecurityException("a signature of our own does not hold");
    }
    return true;
  }

  // Rounds take turns, so that both see the same machine; the better of each counts.
  private static double[] pair(Callable<?> ours, Callable<?> bare) throws Exception {
    rate(ours, WARM);
    rate(bare, WARM);
    double[] best = new double[2];
    for (int i = 0; i < ROUNDS; i++) {
      best[0] = Math.max(best[0], rate(ours, ROUND));
      best[1] = Math.max(best[1], rate(bare, ROUND));
    }
    return best;
  }

  // By processor time of the whole program, so that other work on the machine falls on nobody.
  private static double rate(Callable<?> work, long nanoseconds) throws Exception {
    long began = SYSTEM.getProcessCpuTime();
    long done = 0;
    long spent = 0;
    while (spent < nanoseconds) {
      for (int i = 0; i < 256; i++) {
        if (work.call() == null) {
          throw new IllegalStateException("nothing was done");
        }
      }
      done += 256;
      spent = SYSTEM.getProcessCpuTime() - began;
    }
    return done * 1e9 / spent;
  }

  private CredentialFigures() {}
}
