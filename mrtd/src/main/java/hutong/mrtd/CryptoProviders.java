package hutong.mrtd;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Who computes: for each algorithm the fastest provider that passed its self-test. In order: the
/// native one (Amazon Corretto), BouncyCastle for elliptic curves and the JDK for RSA, then
/// whichever is left. Nothing is registered for the whole process.
///
/// A provider passes an algorithm when it signs, verifies what it and the JDK signed, and refuses a
/// changed message and a changed signature. One that cannot be loaded is left out.
public final class CryptoProviders {

  private static final String NATIVE =
      "com.amazon.corretto.crypto.provider" + ".AmazonCorrettoCryptoProvider";

  /// What can be tested by itself: the algorithm and the key that goes with it.
  private static final List<Test> TESTS =
      List.of(
          new Test("SHA256withECDSA", "secp256r1"),
          new Test("SHA384withECDSA", "secp384r1"),
          new Test("SHA512withECDSA", "secp521r1"),
          new Test("SHA256withRSA", "RSA"),
          new Test("SHA384withRSA", "RSA"),
          new Test("SHA512withRSA", "RSA"),
          new Test("RSASSA-PSS", "RSA"),
          new Test("Ed25519", "Ed25519"));

  private record Test(String algorithm, String key) {
    boolean elliptic() {
      return algorithm.endsWith("ECDSA");
    }
  }

  private final @Nullable Provider fast;
  private final Map<String, Provider> chosen = new ConcurrentHashMap<>();

  private CryptoProviders(@Nullable Provider fast) {
    this.fast = fast;
  }

  private static final class Fastest {
    static final CryptoProviders INSTANCE = new CryptoProviders(load());
  }

  private static final class Portable {
    static final CryptoProviders INSTANCE = new CryptoProviders(null);
  }

  /// With the native provider where it works on this machine.
  public static CryptoProviders fastest() {
    return Boolean.getBoolean("hutong.crypto.portable") ? Portable.INSTANCE : Fastest.INSTANCE;
  }

  /// Without native code: BouncyCastle and the JDK alone.
  public static CryptoProviders portable() {
    return Portable.INSTANCE;
  }

  /// True when native code serves here.
  public boolean hasNative() {
    return fast != null;
  }

  /// Random numbers for keys, salts and nonces.
  public SecureRandom random() {
    if (fast != null && fast.getService("SecureRandom", "LibCryptoRng") != null) {
      try {
        return SecureRandom.getInstance("LibCryptoRng", fast);
      } catch (GeneralSecurityException _) {
        // Then the JDK's own.
      }
    }
    return new SecureRandom();
  }

  /// A signature of this algorithm (the JDK's name), from the provider that was chosen for it.
  public Signature signature(String algorithm) throws GeneralSecurityException {
    return Signature.getInstance(algorithm, provider(algorithm));
  }

  /// A signature for a key of any kind. Keys on curves that only BouncyCastle has go there.
  public Signature verifier(String algorithm, PublicKey key) throws GeneralSecurityException {
    Signature verifier = signature(algorithm);
    try {
      verifier.initVerify(key);
      return verifier;
    } catch (GeneralSecurityException | RuntimeException unsupportedKey) {
      Signature other = Signature.getInstance(algorithm, BouncyCastleSignatures.PROVIDER);
      other.initVerify(key);
      return other;
    }
  }

  /// A key factory whose keys the chosen provider takes without converting them.
  public KeyFactory keyFactory(String algorithm) throws GeneralSecurityException {
    if (fast != null && fast.getService("KeyFactory", algorithm) != null) {
      return KeyFactory.getInstance(algorithm, fast);
    }
    return KeyFactory.getInstance(algorithm);
  }

  /// The provider chosen for an algorithm; BouncyCastle for those that no test knows.
  public Provider provider(String algorithm) {
    return chosen.computeIfAbsent(algorithm, this::choose);
  }

  /// What serves each tested algorithm now, for a health page and a log line at start.
  public Map<String, String> serving() {
    Map<String, String> serving = new LinkedHashMap<>();
    for (Test test : TESTS) {
      serving.put(test.algorithm(), provider(test.algorithm()).getName());
    }
    return serving;
  }

  /// Signature checks that ask the chosen providers first and BouncyCastle where they say no:
  /// strict providers refuse encodings that exist in genuine documents.
  public Signatures signatures() {
    return Signatures.bouncyCastle().preferring(CryptoProviders::common, this::verify);
  }

  private static boolean common(SignatureScheme scheme) {
    return switch (scheme.family()) {
      case RSA_PKCS1, ECDSA -> scheme.hash() != Hash.SHA1 && scheme.hash() != Hash.SHA224;
      case RSA_PSS -> scheme.hash() == scheme.maskHash();
      case ECDSA_PLAIN, DSA -> false;
    };
  }

  private boolean verify(SignatureScheme scheme, PublicKey key, byte[] data, byte[] signature)
      throws GeneralSecurityException {
    String hash = scheme.hash().inNames();
    Signature verifier =
        switch (scheme.family()) {
          case RSA_PKCS1 -> signature(hash + "withRSA");
          case ECDSA -> signature(hash + "withECDSA");
          case RSA_PSS -> {
            Signature pss = signature("RSASSA-PSS");
            pss.setParameter(pss(scheme.hash().title(), scheme.saltLength()));
            yield pss;
          }
          case ECDSA_PLAIN, DSA -> throw new GeneralSecurityException("not tested: " + scheme);
        };
    verifier.initVerify(key);
    verifier.update(data);
    return verifier.verify(signature);
  }

  /// The parameters of a PSS signature with one hash throughout.
  public static AlgorithmParameterSpec pss(String hash, int saltLength) {
    return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), saltLength, 1);
  }

  private Provider choose(String algorithm) {
    Optional<Test> test = TESTS.stream().filter(t -> t.algorithm().equals(algorithm)).findFirst();
    if (test.isEmpty()) {
      return jdk("Signature", algorithm).orElse(BouncyCastleSignatures.PROVIDER);
    }
    Provider own = jdk("Signature", algorithm).orElse(BouncyCastleSignatures.PROVIDER);
    Provider castle = BouncyCastleSignatures.PROVIDER;
    if (fast != null && passes(test.get(), fast)) {
      return fast;
    }
    Provider second = test.get().elliptic() ? castle : own;
    return passes(test.get(), second) ? second : own;
  }

  private static Optional<Provider> jdk(String type, String algorithm) {
    return List.of(Security.getProviders()).stream()
        .filter(provider -> provider.getService(type, algorithm) != null)
        .findFirst();
  }

  static boolean passes(String algorithm, Provider provider) {
    return TESTS.stream().anyMatch(t -> t.algorithm().equals(algorithm) && passes(t, provider));
  }

  private static boolean passes(Test test, Provider provider) {
    try {
      var pair = TestKeys.pair(test.key());
      byte[] message = "Hutong 互通".getBytes(StandardCharsets.UTF_8);
      byte[] byJdk =
          sign(test, jdk("Signature", test.algorithm()).orElseThrow(), pair.getPrivate(), message);
      byte[] own = sign(test, provider, pair.getPrivate(), message);
      if (!verify(test, provider, pair.getPublic(), message, byJdk)
          || !verify(test, provider, pair.getPublic(), message, own)) {
        return false;
      }
      byte[] otherMessage = message.clone();
      otherMessage[0] ^= 1;
      byte[] otherSignature = own.clone();
      otherSignature[otherSignature.length - 1] ^= 1;
      return !verify(test, provider, pair.getPublic(), otherMessage, own)
          && !verifies(test, provider, pair.getPublic(), message, otherSignature);
    } catch (GeneralSecurityException | RuntimeException | LinkageError unfit) {
      return false;
    }
  }

  private static byte[] sign(Test test, Provider provider, PrivateKey key, byte[] message)
      throws GeneralSecurityException {
    Signature signer = ready(test, provider);
    signer.initSign(key);
    signer.update(message);
    return signer.sign();
  }

  private static boolean verify(
      Test test, Provider provider, PublicKey key, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = ready(test, provider);
    verifier.initVerify(key);
    verifier.update(message);
    return verifier.verify(signature);
  }

  // A signature that was changed may be refused by an exception, too.
  private static boolean verifies(
      Test test, Provider provider, PublicKey key, byte[] message, byte[] signature) {
    try {
      return verify(test, provider, key, message, signature);
    } catch (GeneralSecurityException refused) {
      return false;
    }
  }

  private static Signature ready(Test test, Provider provider) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(test.algorithm(), provider);
    if (test.algorithm().equals("RSASSA-PSS")) {
      signature.setParameter(pss("SHA-256", 32));
    }
    return signature;
  }

  private static @Nullable Provider load() {
    try {
      var provider =
          Class.forName(NATIVE).asSubclass(Provider.class).getDeclaredConstructor().newInstance();
      // Its digests work only when its native half was loaded.
      MessageDigest.getInstance("SHA-256", provider).digest(new byte[1]);
      return provider;
    } catch (ReflectiveOperationException
        | GeneralSecurityException
        | RuntimeException
        | LinkageError notOnThisMachine) {
      return null;
    }
  }

  /// One key of each kind for the self-tests, made once.
  private static final class TestKeys {
    private static final Map<String, KeyPair> PAIRS = new ConcurrentHashMap<>();

    static KeyPair pair(String kind) throws GeneralSecurityException {
      KeyPair known = PAIRS.get(kind);
      if (known != null) {
        return known;
      }
      KeyPair made = make(kind);
      PAIRS.put(kind, made);
      return made;
    }

    private static KeyPair make(String kind) throws GeneralSecurityException {
      return switch (kind) {
        case "RSA" -> generate("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
        case "Ed25519" -> generate("Ed25519", NamedParameterSpec.ED25519);
        default -> generate("EC", new ECGenParameterSpec(kind));
      };
    }

    private static KeyPair generate(String algorithm, AlgorithmParameterSpec kind)
        throws GeneralSecurityException {
      var generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(kind);
      return generator.generateKeyPair();
    }
  }
}
