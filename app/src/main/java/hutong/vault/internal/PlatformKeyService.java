package hutong.vault.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hutong.vault.KeyedIndex;
import hutong.vault.SigningKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The keys of the platform itself: one for indexes, one for each use of a signature.
@Service
class PlatformKeyService implements KeyedIndex, SigningKeys {

  private static final String INDEX_KEY = "index";
  private static final int KEY_BYTES = 32;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);
  private static final Duration SIGNS_FOR = Duration.ofDays(3 * 365);

  private final VaultStore store;
  private final MasterKey master;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Cache<Use, List<SigningKey>> signing =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED_FOR).build();
  private volatile @Nullable SecretKeySpec index;

  PlatformKeyService(VaultStore store, MasterKey master, InstantSource clock) {
    this.store = store;
    this.master = master;
    this.clock = clock;
  }

  @Override
  public byte[] of(String domain, String value) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(indexKey());
      mac.update(domain.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is not available", e);
    }
  }

  @Override
  public SigningKey current(Use use) {
    return accepted(use).getFirst();
  }

  @Override
  public List<SigningKey> accepted(Use use) {
    return signing.get(use, this::load);
  }

  @Override
  @Transactional
  public SigningKey rotate(Use use) {
    store.retireSigningKey(use.name(), clock.instant());
    store.addSigningKey(use.name(), fresh(use), clock.instant());
    signing.invalidate(use);
    return load(use).getFirst();
  }

  private SecretKeySpec indexKey() {
    var known = index;
    if (known == null) {
      known = new SecretKeySpec(platformKey(INDEX_KEY), "HmacSHA256");
      index = known;
    }
    return known;
  }

  private byte[] platformKey(String name) {
    var context = "platform " + name;
    var stored = store.findPlatformKey(name);
    if (stored.isEmpty()) {
      byte[] fresh = new byte[KEY_BYTES];
      random.nextBytes(fresh);
      store.addPlatformKey(name, master.wrap(fresh, context), clock.instant());
      stored = store.findPlatformKey(name);
    }
    return master.unwrap(stored.orElseThrow(), context);
  }

  private List<SigningKey> load(Use use) {
    var rows = store.signingKeys(use.name());
    if (rows.isEmpty()) {
      store.addSigningKey(use.name(), fresh(use), clock.instant());
      rows = store.signingKeys(use.name());
    }
    return rows.stream().map(row -> signingKey(use, row)).toList();
  }

  private SigningKey signingKey(Use use, VaultStore.SigningKeyRow row) {
    try {
      byte[] pkcs8 = master.unwrap(row.wrapped(), wrapping(use, row.id()));
      var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(row.certificate()));
      return new SigningKey(row.id(), key, certificate);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the signing key " + row.id() + " cannot be read", e);
    }
  }

  private VaultStore.SigningKeyRow fresh(Use use) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
      var id = HexFormat.of().formatHex(digest, 0, 8);
      byte[] wrapped = master.wrap(pair.getPrivate().getEncoded(), wrapping(use, id));
      return new VaultStore.SigningKeyRow(id, wrapped, certificate(use, id, pair));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("cannot make a signing key", e);
    }
  }

  private byte[] certificate(Use use, String id, KeyPair pair)
      throws OperatorCreationException, IOException {
    Instant now = clock.instant();
    var name =
        new X500Name(
            "CN=Hutong " + use.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + id);
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(120, random).setBit(120),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(SIGNS_FOR)),
            name,
            pair.getPublic());
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
    return builder.build(signer).getEncoded();
  }

  private static String wrapping(Use use, String id) {
    return "signing " + use.name() + " " + id;
  }
}
