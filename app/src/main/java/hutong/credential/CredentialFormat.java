package hutong.credential;

import java.util.Arrays;
import java.util.Optional;

/// How a credential is written, by the names of OpenID4VCI 1.0, appendix A.
public enum CredentialFormat {
  /// IETF SD-JWT VC.
  SD_JWT_VC("dc+sd-jwt", "sd-jwt"),
  /// ISO/IEC 18013-5 mobile document.
  MDOC("mso_mdoc", "mdoc");

  private final String identifier;
  private final String suffix;

  CredentialFormat(String identifier, String suffix) {
    this.identifier = identifier;
    this.suffix = suffix;
  }

  /// The format identifier of the protocols.
  public String identifier() {
    return identifier;
  }

  /// What a configuration's name ends with, after the type and a dot.
  public String suffix() {
    return suffix;
  }

  public static Optional<CredentialFormat> bySuffix(String suffix) {
    return Arrays.stream(values()).filter(each -> each.suffix.equals(suffix)).findFirst();
  }
}
