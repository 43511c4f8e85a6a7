package hutong.sandbox.authority;

import hutong.sandbox.authority.Certificates.Signer;
import hutong.sandbox.authority.Certificates.Validity;
import hutong.sandbox.web.Journal;
import hutong.sandbox.web.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.icao.CscaMasterList;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// The certificates of the practice world, kept for good: a country each, and signers on demand.
final class Trust {

  /// What becomes of a signer.
  enum Fate {
    CURRENT,
    EXPIRED,
    REVOKED,
    /// Below a country certificate that is handed to nobody.
    UNKNOWN
  }

  /// A pair of keys that several signers share: RSA keys are slow to find.
  record SharedKeys(String privateKey, String publicKey) {}

  static final String DEFAULT_STATE = "PRT";
  static final String ROOT = "root";
  private static final String LIST_SIGNER = "master-list-signer";
  private static final ASN1ObjectIdentifier MASTER_LIST =
      new ASN1ObjectIdentifier("2.23.136.1.1.2");
  private static final Duration YEAR = Duration.ofDays(365);

  private final Journal journal;
  private final Journal.Table<Signer> cscas;
  private final Journal.Table<Signer> signers;
  private final Journal.Table<SharedKeys> shared;
  private final InstantSource clock;
  private final String publicUrl;
  private final CompletableFuture<Void> ready;

  Trust(Journal journal, InstantSource clock, String publicUrl) {
    this.journal = journal;
    this.cscas = journal.table("csca", Signer.class);
    this.signers = journal.table("signer", Signer.class);
    this.shared = journal.table("keys", SharedKeys.class);
    this.clock = clock;
    this.publicUrl = publicUrl;
    journal.open();
    // Two hundred countries take a moment, once; the first question waits, the start does not.
    this.ready = CompletableFuture.runAsync(this::found);
  }

  Signer csca(String state) {
    ready.join();
    return cscas.find(state).orElseThrow(() -> Refused.notFound("country certificate " + state));
  }

  /// All countries by their code.
  Map<String, Signer> all() {
    ready.join();
    var all = new LinkedHashMap<String, Signer>();
    States.all().forEach(state -> all.put(state, csca(state)));
    return all;
  }

  Signer signer(String state, ChipAlgorithm algorithm, Fate fate) {
    ready.join();
    var id = signerId(state, algorithm, fate);
    synchronized (this) {
      var known = signers.find(id);
      if (known.isPresent()) {
        return known.get();
      }
      var made = makeSigner(state, algorithm, fate);
      journal.save(signers.put(id, made));
      return made;
    }
  }

  byte[] crl(String state) {
    var revoked = new ArrayList<BigInteger>();
    for (var algorithm : ChipAlgorithm.values()) {
      revoked.add(Certificates.serialFor(signerId(state, algorithm, Fate.REVOKED)));
    }
    var now = clock.instant();
    return Certificates.crl(csca(state), revoked, now.minus(Duration.ofHours(1)), now.plus(YEAR));
  }

  String pem() {
    var pem = new StringBuilder();
    all().values().forEach(csca -> pem.append(pem(csca.certificateBytes())));
    return pem.toString();
  }

  static String pem(byte[] certificate) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
        + "\n-----END CERTIFICATE-----\n";
  }

  byte[] masterList() {
    var all = all().values().stream().map(csca -> csca.holder().toASN1Structure()).toList();
    var list = new CscaMasterList(all.toArray(Certificate[]::new));
    var signer = cscas.find(LIST_SIGNER).orElseThrow();
    try {
      var generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(
                  new JcaDigestCalculatorProviderBuilder().setProvider(Certificates.BOUNCY).build())
              .build(
                  Certificates.contentSigner(Certificates.CSCA_ALGORITHM, signer.privateKey()),
                  signer.holder()));
      generator.addCertificate(signer.holder());
      generator.addCertificate(csca(ROOT).holder());
      return generator
          .generate(new CMSProcessableByteArray(MASTER_LIST, list.getEncoded()), true)
          .getEncoded();
    } catch (CMSException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// All that a verifier needs to be given, in one file.
  byte[] zip() {
    var files = new LinkedHashMap<String, byte[]>();
    all().forEach((state, csca) -> files.put("csca/" + state + ".cer", csca.certificateBytes()));
    files.put("csca/sandbox-root.cer", csca(ROOT).certificateBytes());
    files.put("masterlist/sandbox.ml", masterList());
    files.put("masterlist/sandbox-root.cer", csca(ROOT).certificateBytes());
    States.all().forEach(state -> files.put("crl/" + state + ".crl", crl(state)));
    return zip(files);
  }

  static byte[] zip(Map<String, byte[]> files) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private void found() {
    var changes = new ArrayList<Journal.Change>();
    for (var state : States.all()) {
      if (cscas.find(state).isEmpty()) {
        changes.add(cscas.put(state, makeCsca(state)));
      }
    }
    if (cscas.find(ROOT).isEmpty()) {
      var root =
          Certificates.csca(
              "C=ZZ,O=Hutong Sandbox,OU=Nothing here is real,CN=Hutong Sandbox List Root",
              cscaValidity(),
              publicUrl + "/authority/crl.crl?state=" + ROOT);
      var signer =
          Certificates.masterListSigner(
              root,
              "C=ZZ,O=Hutong Sandbox,CN=Hutong Sandbox Master List Signer",
              new Validity(
                  clock.instant().minus(YEAR), clock.instant().plus(YEAR.multipliedBy(5))));
      changes.add(cscas.put(ROOT, root));
      changes.add(cscas.put(LIST_SIGNER, signer));
    }
    if (!changes.isEmpty()) {
      journal.save(changes);
    }
  }

  private Signer makeCsca(String state) {
    return Certificates.csca(
        subject(state, "Hutong Sandbox Practice CSCA " + state),
        cscaValidity(),
        publicUrl + "/authority/crl.crl?state=" + state);
  }

  /// A country certificate that is in no list.
  private Signer unknownCsca(String state) {
    var id = state + "-unknown";
    return cscas
        .find(id)
        .orElseGet(
            () -> {
              var made =
                  Certificates.csca(
                      subject(state, "Hutong Sandbox Stranger CSCA " + state),
                      cscaValidity(),
                      publicUrl + "/authority/crl.crl?state=" + state);
              journal.save(cscas.put(id, made));
              return made;
            });
  }

  private Signer makeSigner(String state, ChipAlgorithm algorithm, Fate fate) {
    var keys = algorithm.isRsa() ? sharedKeys(algorithm) : Certificates.keys(algorithm);
    var csca = fate == Fate.UNKNOWN ? unknownCsca(state) : csca(state);
    var id = signerId(state, algorithm, fate);
    var certificate =
        Certificates.documentSigner(
            csca,
            subject(state, "Hutong Sandbox Signer " + state + " " + fate),
            Certificates.serialFor(id),
            signerValidity(fate),
            Certificates.publicKey(keys.getPublic(), algorithm));
    return Signer.of(keys.getPrivate(), certificate);
  }

  private KeyPair sharedKeys(ChipAlgorithm algorithm) {
    var known = shared.find(algorithm.word());
    try {
      if (known.isPresent()) {
        var factory = KeyFactory.getInstance("RSA");
        var decoder = Base64.getDecoder();
        return new KeyPair(
            factory.generatePublic(new X509EncodedKeySpec(decoder.decode(known.get().publicKey()))),
            factory.generatePrivate(
                new PKCS8EncodedKeySpec(decoder.decode(known.get().privateKey()))));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    var made = Certificates.keys(algorithm);
    var encoder = Base64.getEncoder();
    journal.save(
        shared.put(
            algorithm.word(),
            new SharedKeys(
                encoder.encodeToString(made.getPrivate().getEncoded()),
                encoder.encodeToString(made.getPublic().getEncoded()))));
    return made;
  }

  /// The middle of the time in which a signer of this fate could sign.
  Instant signingTime(Fate fate) {
    var now = clock.instant();
    return fate == Fate.EXPIRED ? now.minus(YEAR.multipliedBy(2)) : now;
  }

  private Validity signerValidity(Fate fate) {
    var now = clock.instant();
    return fate == Fate.EXPIRED
        ? new Validity(now.minus(YEAR.multipliedBy(5)), now.minus(YEAR))
        : new Validity(now.minus(YEAR), now.plus(YEAR.multipliedBy(10)));
  }

  private Validity cscaValidity() {
    var now = clock.instant();
    return new Validity(now.minus(YEAR.multipliedBy(6)), now.plus(YEAR.multipliedBy(15)));
  }

  private static String signerId(String state, ChipAlgorithm algorithm, Fate fate) {
    return state + " " + algorithm.word() + " " + fate;
  }

  private static String subject(String state, String commonName) {
    return "C="
        + States.alpha2(state)
        + ",O=Hutong Sandbox,OU=Nothing here is real,CN="
        + commonName;
  }
}
