package hutong.mrtd;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.mrtd.ChipProof.Outcome;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Copies pass passive authentication; only the chip's own key tells them from the real one.
class ChipProofTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pki.Key KEY = new Pki.Key("secp256r1", "SHA256withECDSA");
  private static final Pki.Holder CSCA = Pki.csca("UT", KEY.number(1));
  private static final Pki.Holder SIGNER = Pki.signer(CSCA, KEY);
  private static final TrustAnchors TRUST = Pki.trust(CSCA.certificate());
  private static final String PLAIN_SHA256 = "0.4.0.127.0.7.1.1.4.1.3";

  // The 2048-bit group of RFC 3526, section 3.
  private static final BigInteger DH_P =
      new BigInteger(
          """
          FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74
          020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437
          4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED
          EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05
          98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB
          9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B
          E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718
          3995497CEA956AE515D2261898FA051015728E5A8AACAA68FFFFFFFFFFFFFFFF
          """
              .replaceAll("\\s", ""),
          16);

  private static Map<String, byte[]> files(int number, byte[] group) {
    return new Chip(SIGNER).group(number, group).files();
  }

  private static ChipReport verify(
      Map<String, byte[]> files, @Nullable ChipChallenge challenge, ChipAnswer answer) {
    ChipReport passive = PassiveAuthentication.verify(files, TRUST, Pki.NOW);
    return ChipProof.add(passive, files, challenge, answer);
  }

  private static byte[] ok(byte[] data) {
    return Chip.join(data, ChipSide.SUCCESS);
  }

  @ParameterizedTest
  @CsvSource({
    "1024, SHA1, BC, 0",
    "2048, SHA1, 33CC, 0",
    "2048, SHA224, 38CC, 0",
    "2048, SHA256, 34CC, 0",
    "2048, SHA384, 36CC, 0",
    "2048, SHA512, 35CC, 0",
    "1280, SHA256, 34CC, 5",
    "3072, SHA256, 34CC, 1"
  })
  void a_chip_with_an_rsa_key_signs_the_challenge(
      int bits, Hash hash, String trailer, int shorter) {
    Pki.Key key = new Pki.Key("rsa" + bits, "SHA256withRSA");
    Map<String, byte[]> files = files(15, ChipSide.dg15(key));
    ChipChallenge challenge = ChipChallenge.make(RANDOM);
    byte[] right = ChipSide.isoSignature(key, hash, trailer, shorter, challenge.nonce());
    ChipReport report = verify(files, challenge, new ChipAnswer(ok(right), null));
    assertThat(report.codes()).contains("ACTIVE_AUTHENTICATION_HELD", "CHIP_GENUINE");
    assertThat(report.proof()).isEqualTo(Outcome.GENUINE);
    assertThat(report.verdict().genuine()).isTrue();

    byte[] replayed = ChipSide.isoSignature(key, hash, trailer, shorter, new byte[8]);
    ChipReport copy = verify(files, challenge, new ChipAnswer(ok(replayed), null));
    assertThat(copy.proof()).isEqualTo(Outcome.CLONE_SUSPECTED);
    assertThat(copy.verdict()).isEqualTo(Verdict.CLONE_SUSPECTED);
    assertThat(copy.codes()).contains("ACTIVE_AUTHENTICATION_WRONG", "CLONE_SUSPECTED");
  }

  @Test
  void the_larger_of_the_two_rsa_values_is_read_too() {
    Pki.Key key = new Pki.Key("rsa2048", "SHA256withRSA");
    BigInteger modulus =
        ((java.security.interfaces.RSAPublicKey) key.pair().getPublic()).getModulus();
    ChipChallenge challenge = ChipChallenge.make(RANDOM);
    byte[] right = ChipSide.isoSignature(key, Hash.SHA256, "34CC", 0, challenge.nonce());
    byte[] other = modulus.subtract(new BigInteger(1, right)).toByteArray();
    byte[] bare = other.length > 256 ? Arrays.copyOfRange(other, 1, other.length) : other;
    ChipReport report =
        verify(files(15, ChipSide.dg15(key)), challenge, new ChipAnswer(ok(bare), null));
    assertThat(report.proof()).isEqualTo(Outcome.GENUINE);
  }

  @ParameterizedTest
  @CsvSource({
    "secp256r1, SHA256withPLAIN-ECDSA, 0.4.0.127.0.7.1.1.4.1.3, true",
    "secp256r1, SHA256withECDSA, 0.4.0.127.0.7.1.1.4.1.3, true",
    "brainpoolP256r1, SHA256withPLAIN-ECDSA, 0.4.0.127.0.7.1.1.4.1.3, true",
    "brainpoolP384r1, SHA384withPLAIN-ECDSA, 0.4.0.127.0.7.1.1.4.1.4, true",
    "brainpoolP512r1, SHA512withPLAIN-ECDSA, 0.4.0.127.0.7.1.1.4.1.5, true",
    "secp224r1, SHA224withPLAIN-ECDSA, 0.4.0.127.0.7.1.1.4.1.2, true",
    "secp256r1, SHA1withPLAIN-ECDSA, 0.4.0.127.0.7.1.1.4.1.1, true",
    "secp521r1, SHA512withECDSA, 1.2.840.10045.4.3.4, true",
    "secp256r1, SHA256withECDSA, none, true",
    "secp256r1, SHA1withPLAIN-ECDSA, none, true",
    "secp384r1, SHA384withECDSA, 0.4.0.127.0.7.1.1.4.1.3, true"
  })
  void a_chip_with_an_elliptic_key_signs_the_challenge(
      String curve, String algorithm, String stated, boolean held) {
    Pki.Key key = new Pki.Key(curve, algorithm);
    Chip chip = new Chip(SIGNER).group(15, ChipSide.dg15(key));
    if (!stated.equals("none")) {
      chip.group(14, ChipSide.dg14(ChipSide.signs(stated)));
    }
    Map<String, byte[]> files = chip.files();
    ChipChallenge challenge = ChipChallenge.make(RANDOM);
    ChipAnswer answer = new ChipAnswer(ok(key.sign(challenge.nonce())), null);
    assertThat(verify(files, challenge, answer).proof() == Outcome.GENUINE).isEqualTo(held);
    ChipReport copy = verify(files, ChipChallenge.make(RANDOM), answer);
    assertThat(copy.verdict()).isEqualTo(Verdict.CLONE_SUSPECTED);
  }

  @ParameterizedTest
  @CsvSource({
    "secp256r1, 2.1, DES, false",
    "secp256r1, 2.2, AES128, false",
    "brainpoolP256r1, 2.2, AES128, true",
    "brainpoolP320r1, 2.3, AES192, true",
    "brainpoolP384r1, 2.3, AES192, false",
    "secp521r1, 2.4, AES256, true",
    "secp224r1, 2.1, DES, true",
    "none, 2.1, DES, false"
  })
  void a_chip_agrees_on_a_key_over_a_curve(
      String curve, String protocol, String cipher, boolean explicit) {
    boolean old = curve.equals("none");
    Pki.Key key = new Pki.Key(old ? "secp256r1" : curve, "SHA256withECDSA", 7, explicit);
    Integer id = explicit ? 5 : null;
    ASN1Encodable[] infos =
        old
            ? new ASN1Encodable[] {ChipSide.key(key.info(), null)}
            : new ASN1Encodable[] {
              ChipSide.key(key.info(), id),
              ChipSide.protocol("2.1", id),
              ChipSide.protocol(protocol, id)
            };
    byte[] dg14 = ChipSide.dg14(infos);
    assertAgrees(dg14, ChipSide.elliptic(key), ChipSide.elliptic(key.number(8)), cipher);
  }

  @ParameterizedTest
  @CsvSource({"1.1, DES", "1.2, AES128", "1.3, AES192", "1.4, AES256"})
  void a_chip_agrees_on_a_key_in_a_finite_field(String protocol, String cipher) {
    BigInteger secret = new BigInteger(256, RANDOM);
    byte[] dg14 =
        ChipSide.dg14(
            ChipSide.key(ChipSide.dh(DH_P, secret), null), ChipSide.protocol(protocol, null));
    assertAgrees(
        dg14,
        ChipSide.finite(DH_P, secret),
        ChipSide.finite(DH_P, secret.add(BigInteger.ONE)),
        cipher);
  }

  private static void assertAgrees(
      byte[] dg14, ChipSide.Agree right, ChipSide.Agree wrong, String cipher) {
    Map<String, byte[]> files = files(14, dg14);
    ChipChallenge made = ChipChallenge.make(dg14, RANDOM);
    ChipChallenge.AgreementCommands asked = made.agreement().orElseThrow();
    ChipChallenge kept = ChipChallenge.fromBytes(made.toBytes());
    byte[] response = ChipSide.answer(asked, right, cipher, dg14);
    ChipReport report = verify(files, kept, new ChipAnswer(null, response));
    assertThat(report.codes()).contains("CHIP_AUTHENTICATION_HELD", "CHIP_GENUINE");
    assertThat(report.proof()).isEqualTo(Outcome.GENUINE);

    byte[] changed = response.clone();
    changed[5] ^= 1;
    ChipAnswer spoilt = new ChipAnswer(null, changed);
    assertThat(verify(files, kept, spoilt).verdict()).isEqualTo(Verdict.CLONE_SUSPECTED);
    // A copy without the key cannot even read our command.
    ChipAnswer refused = new ChipAnswer(null, ChipSide.answer(asked, wrong, cipher, dg14));
    ChipReport copy = verify(files, kept, refused);
    assertThat(copy.codes()).contains("CHIP_PROOF_REFUSED", "CLONE_SUSPECTED");
    // The answer to one challenge is none to another.
    ChipAnswer replay = new ChipAnswer(null, response);
    ChipReport again = verify(files, ChipChallenge.make(dg14, RANDOM), replay);
    assertThat(again.codes()).contains("CHIP_AUTHENTICATION_WRONG");
  }

  @Test
  void a_challenge_made_for_another_key_proves_nothing() {
    Pki.Key genuine = KEY.number(20);
    Pki.Key forged = KEY.number(21);
    byte[] dg14 = ChipSide.dg14(ChipSide.key(genuine.info(), null));
    byte[] other = ChipSide.dg14(ChipSide.key(forged.info(), null));
    ChipChallenge challenge = ChipChallenge.make(other, RANDOM);
    byte[] response =
        ChipSide.answer(
            challenge.agreement().orElseThrow(), ChipSide.elliptic(forged), "DES", other);
    ChipReport report = verify(files(14, dg14), challenge, new ChipAnswer(null, response));
    assertThat(report.codes()).contains("CHIP_KEY_OTHER", "CHIP_PROOF_MISSING");
    assertThat(report.proof()).isEqualTo(Outcome.NOT_PROVED);
  }

  @Test
  void a_key_that_nobody_signed_proves_nothing() {
    Pki.Key key = new Pki.Key("secp256r1", "SHA256withPLAIN-ECDSA");
    Map<String, byte[]> files = files(15, ChipSide.dg15(KEY.number(30)));
    Map<String, byte[]> swapped = new LinkedHashMap<>(files);
    swapped.put("DG15", ChipSide.dg15(key));
    ChipChallenge challenge = ChipChallenge.make(RANDOM);
    ChipAnswer answer = new ChipAnswer(ok(key.sign(challenge.nonce())), null);
    ChipReport report = verify(swapped, challenge, answer);
    assertThat(report.codes()).contains("HASH_WRONG", "CHIP_KEY_UNPROVED");
    assertThat(report.proof()).isEqualTo(Outcome.NOT_PROVED);

    Map<String, byte[]> withheld = new LinkedHashMap<>(files);
    withheld.remove("DG15");
    ChipReport less = verify(withheld, challenge, answer);
    assertThat(less.codes()).contains("CHIP_KEY_WITHHELD", "CHIP_PROOF_MISSING");
    assertThat(less.proof()).isEqualTo(Outcome.NOT_PROVED);
  }

  @Test
  void a_document_without_a_key_says_so() {
    ChipReport report = verify(new Chip(SIGNER).files(), null, ChipAnswer.none());
    assertThat(report.proof()).isEqualTo(Outcome.NOT_SUPPORTED);
    assertThat(report.codes()).contains("CHIP_PROOF_UNSUPPORTED");
    assertThat(report.verdict().genuine()).isTrue();
  }

  @Test
  void spoilt_answers_and_keys_are_findings_and_never_exceptions() {
    long seed = 20261122;
    var random = new Random(seed);
    Pki.Key key = new Pki.Key("secp256r1", "SHA256withPLAIN-ECDSA");
    SubjectPublicKeyInfo dh = ChipSide.dh(DH_P, BigInteger.TEN);
    byte[] dg14 =
        ChipSide.dg14(
            ChipSide.signs(PLAIN_SHA256),
            ChipSide.key(key.info(), 1),
            ChipSide.key(dh, 2),
            ChipSide.protocol("2.4", 1),
            ChipSide.protocol("1.2", 2));
    for (int i = 0; i < 1_500; i++) {
      byte[] spoilt = Mutation.of(dg14, random);
      ChipChallenge challenge = ChipChallenge.make(spoilt, random);
      assertThat(ChipChallenge.fromBytes(challenge.toBytes()).nonce())
          .as("seed " + seed + " round " + i)
          .isEqualTo(challenge.nonce());
      if (i % 5 == 0) {
        Map<String, byte[]> files =
            new Chip(SIGNER)
                .group(14, spoilt)
                .group(15, Mutation.of(ChipSide.dg15(key), random))
                .files();
        byte[] garbage = new byte[random.nextInt(300)];
        random.nextBytes(garbage);
        ChipReport report = verify(files, challenge, new ChipAnswer(garbage, garbage));
        assertThat(report.proof()).as("seed " + seed + " round " + i).isNotEqualTo(Outcome.GENUINE);
        assertThat(report.codes()).as("seed " + seed + " round " + i).doesNotContain("UNREADABLE");
      }
    }
  }
}
