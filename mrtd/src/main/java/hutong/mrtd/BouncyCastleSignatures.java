package hutong.mrtd;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Signature checks by BouncyCastle.
enum BouncyCastleSignatures implements Signatures {
  INSTANCE;

  static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  @Override
  public boolean verify(SignatureScheme scheme, PublicKey key, byte[] data, byte[] signature)
      throws GeneralSecurityException {
    String hash = scheme.hash().inNames();
    Signature verifier =
        switch (scheme.family()) {
          case RSA_PKCS1 -> Signature.getInstance(hash + "withRSA", PROVIDER);
          case RSA_PSS -> pss(scheme);
          case ECDSA -> Signature.getInstance(hash + "withECDSA", PROVIDER);
          case ECDSA_PLAIN -> Signature.getInstance(hash + "withPLAIN-ECDSA", PROVIDER);
          case DSA -> Signature.getInstance(hash + "withDSA", PROVIDER);
        };
    verifier.initVerify(key);
    verifier.update(data);
    return verifier.verify(signature);
  }

  private static Signature pss(SignatureScheme scheme) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("RSASSA-PSS", PROVIDER);
    verifier.setParameter(
        new PSSParameterSpec(
            scheme.hash().title(),
            "MGF1",
            new MGF1ParameterSpec(scheme.maskHash().title()),
            scheme.saltLength(),
            1));
    return verifier;
  }
}
