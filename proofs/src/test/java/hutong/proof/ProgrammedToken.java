package hutong.proof;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStoreSpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A token in memory: keys that have no encoding, with which it alone can sign, and a store of type
/// PKCS11 that lists them.
final class ProgrammedToken extends Provider {

  private static final long serialVersionUID = 1;

  private record Entry(PrivateKey key, List<X509Certificate> chain) {}

  private final transient Map<String, Entry> entries = new TreeMap<>();

  ProgrammedToken() {
    super("ProgrammedToken", "1", "keys that do not leave it");
    putService(new Offered(this, "KeyStore", "PKCS11", () -> new Store(entries)));
    for (var algorithm : List.of("SHA256withECDSA", "SHA384withECDSA", "SHA256withRSA")) {
      putService(new Offered(this, "Signature", algorithm, () -> new Signing(algorithm)));
    }
  }

  ProgrammedToken holding(String label, PrivateKey key, List<X509Certificate> chain) {
    entries.put(label, new Entry(new HeldKey(key), chain));
    return this;
  }

  private interface Maker {
    Object make();
  }

  private static final class Offered extends Service {
    private final Maker maker;

    Offered(Provider provider, String type, String algorithm, Maker maker) {
      super(provider, type, algorithm, "in memory", List.of(), Map.of());
      this.maker = maker;
    }

    @Override
    public Object newInstance(@Nullable Object parameter) {
      return maker.make();
    }

    @Override
    public boolean supportsParameter(@Nullable Object parameter) {
      return parameter instanceof HeldKey;
    }
  }

  private static final class HeldKey implements PrivateKey {
    private static final long serialVersionUID = 1;
    private final PrivateKey inside;

    HeldKey(PrivateKey inside) {
      this.inside = inside;
    }

    @Override
    public String getAlgorithm() {
      return inside.getAlgorithm();
    }

    @Override
    public @Nullable String getFormat() {
      return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
      return null;
    }
  }

  private static final class Signing extends SignatureSpi {
    private final String algorithm;
    private @Nullable Signature signer;

    Signing(String algorithm) {
      this.algorithm = algorithm;
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      if (!(key instanceof HeldKey held)) {
        throw new InvalidKeyException("not a key of this token");
      }
      try {
        signer = Signature.getInstance(algorithm);
        signer.initSign(held.inside);
      } catch (GeneralSecurityException e) {
        throw new InvalidKeyException(e);
      }
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      throw new InvalidKeyException("this token only signs");
    }

    private Signature ready() throws SignatureException {
      if (signer == null) {
        throw new SignatureException("no key");
      }
      return signer;
    }

    @Override
    protected void engineUpdate(byte octet) throws SignatureException {
      ready().update(octet);
    }

    @Override
    protected void engineUpdate(byte[] octets, int from, int length) throws SignatureException {
      ready().update(octets, from, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      return ready().sign();
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      throw new SignatureException("this token only signs");
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new InvalidParameterException();
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new InvalidParameterException();
    }
  }

  private static final class Store extends KeyStoreSpi {
    private final Map<String, Entry> entries;

    Store(Map<String, Entry> entries) {
      this.entries = entries;
    }

    @Override
    public @Nullable Key engineGetKey(String alias, char @Nullable [] password) {
      var entry = entries.get(alias);
      return entry == null ? null : entry.key();
    }

    @Override
    public Certificate @Nullable [] engineGetCertificateChain(String alias) {
      var entry = entries.get(alias);
      return entry == null ? null : entry.chain().toArray(new Certificate[0]);
    }

    @Override
    public @Nullable Certificate engineGetCertificate(String alias) {
      var entry = entries.get(alias);
      return entry == null ? null : entry.chain().getFirst();
    }

    @Override
    public @Nullable Date engineGetCreationDate(String alias) {
      return null;
    }

    @Override
    public Enumeration<String> engineAliases() {
      return Collections.enumeration(entries.keySet());
    }

    @Override
    public boolean engineContainsAlias(String alias) {
      return entries.containsKey(alias);
    }

    @Override
    public int engineSize() {
      return entries.size();
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
      return entries.containsKey(alias);
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
      return false;
    }

    @Override
    public @Nullable String engineGetCertificateAlias(Certificate certificate) {
      return null;
    }

    @Override
    public void engineLoad(@Nullable InputStream stream, char @Nullable [] password) {}

    @Override
    public void engineStore(OutputStream stream, char @Nullable [] password) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(
        String alias, Key key, char @Nullable [] password, Certificate[] chain) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate certificate) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineDeleteEntry(String alias) {
      throw new UnsupportedOperationException();
    }
  }
}
