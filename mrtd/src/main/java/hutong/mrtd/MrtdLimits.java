package hutong.mrtd;

/// Every bound of this library on one screen. Sizes in bytes unless the name says otherwise.
public final class MrtdLimits {
  /// Characters of pasted text that are looked at for a machine-readable zone.
  public static final int MRZ_TEXT_CHARACTERS = 2_000;

  /// Lines of pasted text.
  public static final int MRZ_TEXT_LINES = 40;

  /// Characters of an identity number as typed.
  public static final int IDENTITY_NUMBER_CHARACTERS = 64;

  /// Files of one chip.
  public static final int CHIP_FILES = 24;

  /// One chip file; portraits are the largest that we need.
  public static final int CHIP_FILE = 2 * 1024 * 1024;

  /// All files of one chip.
  public static final int CHIP_FILES_TOTAL = 6 * 1024 * 1024;

  /// The signed object of a chip (EF.SOD).
  public static final int SECURITY_OBJECT = 256 * 1024;

  /// One certificate.
  public static final int CERTIFICATE = 64 * 1024;

  /// A master list, certificate bundle, LDIF file or revocation list.
  public static final int TRUST_FILE = 32 * 1024 * 1024;

  /// Certificates that a set of trust anchors may hold.
  public static final int TRUST_CERTIFICATES = 20_000;

  /// Revocation lists that a set of trust anchors may hold.
  public static final int TRUST_CRLS = 2_000;

  /// Entries of one revocation list.
  public static final int CRL_ENTRIES = 500_000;

  /// Nesting of ASN.1 values.
  public static final int ASN1_DEPTH = 32;

  /// ASN.1 values in a security object or certificate.
  public static final int ASN1_VALUES = 20_000;

  /// ASN.1 values in a master list or revocation list.
  public static final int TRUST_ASN1_VALUES = 4_000_000;

  /// Signers that are tried in one signed object.
  public static final int SIGNERS = 4;

  /// Certificates carried inside one chip's signed object.
  public static final int EMBEDDED_CERTIFICATES = 16;

  /// Signature checks spent on looking for the issuer of one certificate.
  public static final int ISSUER_CANDIDATES = 12;

  /// Certificates from signer to anchor, both included.
  public static final int PATH_LENGTH = 4;

  /// Bits of an RSA or DSA modulus.
  public static final int MODULUS_BITS = 8_192;

  /// Bits of an RSA public exponent.
  public static final int EXPONENT_BITS = 256;

  /// Bits of an elliptic curve's field.
  public static final int FIELD_BITS = 640;

  /// Data group hashes of one security object.
  public static final int DATA_GROUP_HASHES = 32;

  /// Keys and protocols of chip authentication that one chip announces.
  public static final int CHIP_KEYS = 16;

  /// One answer of a chip.
  public static final int CHIP_RESPONSE = 65_538;

  private MrtdLimits() {}
}
