package hutong.mrtd;

import java.util.Optional;

/// Every reason that a finding can have. The names are stable: they are the codes of the toolkit
/// and the keys of messages. Each has its usual weight, and the verdict that a chip check ends with
/// when the reason is fatal there.
public enum Reason {
  // Requests of the toolkit
  UNKNOWN_OPERATION("no such operation"),
  BAD_REQUEST(Verdict.MALFORMED, "a value is missing or of the wrong type"),
  BAD_BASE64(Verdict.MALFORMED, "a value is not base64"),

  // Machine-readable zone
  TOO_LONG("longer than the limit"),
  BAD_LENGTH("a line has the wrong length, or the number of lines is wrong"),
  BAD_CHARACTER("a character that may not stand there"),
  BAD_DOCUMENT_CODE("not a document code of this format"),
  UNUSUAL_DOCUMENT_CODE(Severity.WARNING, "a document code outside the standard"),
  UNKNOWN_STATE("no state or organisation has this code"),
  FORMER_STATE(Severity.WARNING, "the code of a former state"),
  NUMBER_MISSING("the document number is empty"),
  CHECK_DIGIT_NUMBER("check digit of the document number"),
  CHECK_DIGIT_BIRTH("check digit of the date of birth"),
  CHECK_DIGIT_EXPIRY("check digit of the date of expiry"),
  CHECK_DIGIT_OPTIONAL("check digit of the optional data"),
  CHECK_DIGIT_COMPOSITE("composite check digit"),
  BAD_DATE_BIRTH("the date of birth is not a date"),
  BAD_DATE_EXPIRY("the date of expiry is not a date"),
  PARTIAL_DATE_BIRTH(Severity.WARNING, "part of the date of birth is unknown"),
  NO_EXPIRY(Severity.WARNING, "no date of expiry"),
  BAD_SEX("not M, F or unspecified"),
  UNUSUAL_SEX(Severity.WARNING, "X where the zone has a filler for unspecified"),
  NAME_MISSING("the name is empty"),
  NAME_PRIMARY_MISSING(Severity.WARNING, "only a secondary identifier"),
  NAME_STRUCTURE(Severity.WARNING, "fillers inside the name are not as the standard has them"),
  NAME_TRUNCATED(Severity.WARNING, "the name fills its field and may be cut"),
  LOWER_CASE(Severity.WARNING, "lower case was read as capitals"),
  SPACES_REMOVED(Severity.WARNING, "spaces were taken out"),
  SPACES_AS_FILLER(Severity.WARNING, "spaces were read as fillers"),
  FILLER_REPLACED(Severity.WARNING, "another sign was read as the filler"),
  WIDE_CHARACTERS(Severity.WARNING, "full-width characters were read as plain ones"),
  INVISIBLE_REMOVED(Severity.WARNING, "invisible characters were taken out"),
  LINES_SPLIT(Severity.WARNING, "the zone came with other line breaks"),
  LINES_IGNORED(Severity.WARNING, "lines beside the zone were left out"),

  // Identity numbers
  UNKNOWN_KIND("not a kind of number that is known here"),
  KIND_MISMATCH("the number is of another kind"),
  EMPTY("no value"),
  CHECK_DIGIT("check digit"),
  BAD_DATE("the date in the number is not a date"),
  DATE_IN_FUTURE("the date in the number lies in the future"),
  BAD_REGION("no region has this number"),
  UNUSUAL_REGION(Severity.WARNING, "a region number that is not in use now"),
  BAD_NATIONALITY("no state has this number"),
  BAD_SHAPE("not the shape of this kind of number"),
  OLD_FORMAT(Severity.WARNING, "the old format of this number"),
  CHECK_DIGIT_NOT_KNOWN(Severity.WARNING, "the check digit of the old format is not public"),
  SEPARATORS_REMOVED(Severity.WARNING, "spaces or dashes were taken out"),
  ORGANISATION_CHECK_DIGIT(Severity.WARNING, "check digit of the organisation code inside"),

  // Chip files
  NO_DATA_GROUP(Verdict.INCOMPLETE, "no data group was given"),
  NO_SECURITY_OBJECT(Verdict.INCOMPLETE, "EF.SOD was not given"),
  TOO_LARGE(Verdict.MALFORMED, "a file is larger than the limit"),
  TOO_MANY_FILES(Verdict.MALFORMED, "more files than the limit"),
  UNREADABLE(Verdict.MALFORMED, "bytes that no reader understands"),
  UNKNOWN_FILE(Severity.WARNING, "a file name that no chip has"),
  MALFORMED_COM(Verdict.MALFORMED, "EF.COM cannot be read"),
  MALFORMED_SOD(Verdict.MALFORMED, "EF.SOD cannot be read"),
  MALFORMED_DG1(Verdict.INCONSISTENT, "DG1 holds no machine-readable zone"),
  MALFORMED_DATA_GROUP(Severity.WARNING, "a data group cannot be read; its hash was checked"),
  TAG_WRONG(Severity.WARNING, "the file begins with the tag of another one"),
  TRAILING_BYTES(Severity.WARNING, "bytes after the end of the file's object"),
  NOT_CANONICAL(Severity.WARNING, "lengths or numbers are longer than they need be"),
  INDEFINITE_LENGTH(Severity.WARNING, "an indefinite length where a definite one is required"),
  SOD_UNWRAPPED(Severity.WARNING, "EF.SOD without its outer tag"),

  // Hashes
  HASH_WRONG(Verdict.ALTERED, "a data group differs from what was signed"),
  GROUP_NOT_SIGNED(Verdict.ALTERED, "a data group was given that was never signed"),
  COM_LISTS_UNSIGNED_GROUP(Verdict.ALTERED, "EF.COM lists a data group that was never signed"),
  COM_LACKS_SIGNED_GROUP(Severity.WARNING, "EF.COM does not list a signed data group"),
  COM_VERSION_MISMATCH(Verdict.ALTERED, "EF.COM and the signed object state different versions"),
  COM_VERSION_UNKNOWN(Severity.WARNING, "an unknown version in EF.COM"),
  LDS_VERSION_MISSING(Severity.WARNING, "security object version 1 without a version record"),
  LDS_VERSION_UNEXPECTED(Severity.WARNING, "security object version 0 with a version record"),
  LDS_VERSION_UNKNOWN(Severity.WARNING, "an unknown version of the security object"),
  MANDATORY_GROUP_UNSIGNED(Severity.WARNING, "DG1 or DG2 is not in the security object"),
  HASH_ALGORITHMS_DIFFER(
      Severity.WARNING, "data groups and signature use different hash algorithms"),
  HASH_ALGORITHM_MISMATCH(Severity.WARNING, "the stated hash algorithm is not the one used"),

  // Signed object
  CONTENT_TYPE_WRONG(Verdict.MALFORMED, "the signed content is of another type"),
  CONTENT_TYPE_UNUSUAL(Severity.WARNING, "the signed content has an old or general type"),
  CONTENT_MISSING(Verdict.MALFORMED, "the signed content is missing"),
  NO_SIGNER(Verdict.MALFORMED, "nobody signed"),
  SEVERAL_SIGNERS(Severity.WARNING, "more than one signer"),
  SIGNER_CERTIFICATE_MISSING(Verdict.UNKNOWN_ISSUER, "the signer's certificate was not found"),
  SIGNER_CERTIFICATE_OUTSIDE(Severity.WARNING, "the signer's certificate came from outside"),
  SIGNER_IDENTIFIER_DEVIATES(Severity.WARNING, "the signer is named with other encodings"),
  SIGNED_ATTRIBUTES_MALFORMED(Verdict.SIGNATURE_WRONG, "signed attributes are missing or double"),
  SIGNED_CONTENT_TYPE_WRONG(Verdict.SIGNATURE_WRONG, "the signed content type differs"),
  MESSAGE_DIGEST_WRONG(Verdict.SIGNATURE_WRONG, "the signed digest is not that of the content"),
  SIGNED_ATTRIBUTES_ABSENT(Severity.WARNING, "the content is signed without attributes"),
  SIGNED_ATTRIBUTES_NOT_DER(Severity.WARNING, "signed attributes are not in canonical form"),
  SIGNATURE_WRONG(Verdict.SIGNATURE_WRONG, "the signature does not fit the content"),
  ALGORITHM_UNSUPPORTED(Verdict.UNSUPPORTED, "an algorithm that is not supported"),
  ALGORITHM_WEAK(Verdict.UNSUPPORTED, "an algorithm or key that proves nothing any more"),
  ALGORITHM_LEGACY(Severity.WARNING, "an algorithm that is no longer issued"),
  ALGORITHM_MISMATCH(Severity.WARNING, "stated algorithms contradict each other"),
  PARAMETERS_MISSING(Severity.WARNING, "algorithm parameters are missing"),
  SIGNATURE_ENCODING(Severity.WARNING, "the signature is encoded in another way than stated"),
  KEY_MALFORMED(Verdict.MALFORMED, "a public key cannot be read"),
  KEY_SHORT(Severity.WARNING, "a key shorter than 2048 bits"),
  CURVE_UNKNOWN(Verdict.UNSUPPORTED, "curve parameters that no standard names"),

  // Certificates and trust
  MALFORMED_CERTIFICATE(Verdict.MALFORMED, "a certificate cannot be read"),
  UNKNOWN_ISSUER(Verdict.UNKNOWN_ISSUER, "no trusted country certificate issued the signer"),
  ISSUER_NAME_MISMATCH(
      Verdict.UNKNOWN_ISSUER, "a trusted certificate has the key but another name"),
  CERTIFICATE_SIGNATURE_WRONG(
      Verdict.UNKNOWN_ISSUER, "the country certificate did not sign this signer"),
  ISSUER_NAME_DEVIATES(Severity.WARNING, "the issuer is named with another encoding or order"),
  KEY_IDENTIFIER_DEVIATES(Severity.WARNING, "authority and subject key identifier differ"),
  SIGNER_EXPIRED(Verdict.GENUINE_SIGNER_EXPIRED, "the signer's certificate has expired"),
  SIGNER_NOT_YET_VALID(Verdict.NOT_TRUSTED, "the signer's certificate is not valid yet"),
  ISSUER_EXPIRED(Verdict.GENUINE_SIGNER_EXPIRED, "the country certificate has expired"),
  ISSUER_NOT_YET_VALID(Verdict.NOT_TRUSTED, "the country certificate is not valid yet"),
  SIGNER_OLDER_THAN_ISSUER(Severity.WARNING, "the signer is valid before its issuer was"),
  SIGNER_OUTLIVES_ISSUER(Severity.WARNING, "the signer is valid longer than its issuer"),
  PRIVATE_KEY_USAGE(Severity.WARNING, "signed outside the private key's usage period"),
  SIGNER_IS_CA(Verdict.NOT_TRUSTED, "the signer's certificate is one of an authority"),
  SIGNER_KEY_USAGE(Verdict.NOT_TRUSTED, "the signer's key may not sign documents"),
  SIGNER_PURPOSE(Verdict.NOT_TRUSTED, "the signer's certificate is for another purpose"),
  ISSUER_NOT_CA(Verdict.NOT_TRUSTED, "the issuer's certificate is not one of an authority"),
  ISSUER_KEY_USAGE(Verdict.NOT_TRUSTED, "the issuer's key may not sign certificates"),
  ISSUER_PATH_LENGTH(Verdict.NOT_TRUSTED, "the path is longer than the issuer allows"),
  UNKNOWN_CRITICAL_EXTENSION(
      Verdict.NOT_TRUSTED, "a certificate has a critical extension that is not known"),
  DUPLICATE_EXTENSION(Verdict.NOT_TRUSTED, "a certificate has the same extension twice"),
  EXTENSION_MISSING(Severity.WARNING, "an extension of the profile is missing"),
  EXTENSION_WRONG(Severity.WARNING, "an extension is not as the profile has it"),
  CERTIFICATE_VERSION(Severity.WARNING, "a certificate of an old version"),
  SERIAL_NUMBER(Severity.WARNING, "a serial number outside the profile"),
  TIME_FORM(Severity.WARNING, "a time in a certificate is not written as the standard has it"),
  COUNTRY_FORM(Severity.WARNING, "a country code that is not two capitals"),
  COUNTRY_MISSING(Severity.WARNING, "a certificate names no country"),
  COUNTRY_MISMATCH(Verdict.NOT_TRUSTED, "signer and country certificate name different countries"),
  REVOKED(Verdict.REVOKED, "the signer's certificate was revoked"),
  ISSUER_REVOKED(Verdict.REVOKED, "the country certificate was revoked"),
  CRL_STALE(Severity.WARNING, "the revocation list is past its next update"),
  CRL_NOT_YET_VALID(Severity.WARNING, "the revocation list is dated in the future"),
  CRL_SIGNATURE_WRONG(Verdict.REVOCATION_UNKNOWN, "the revocation list's signature is wrong"),
  CRL_ISSUER_UNKNOWN(Severity.WARNING, "no trusted certificate issued the revocation list"),
  CRL_SIGNER_KEY_USAGE(Verdict.REVOCATION_UNKNOWN, "the key may not sign revocation lists"),
  CRL_UNUSABLE(Verdict.REVOCATION_UNKNOWN, "the revocation list has a critical extension"),
  CRL_MALFORMED(Severity.WARNING, "a revocation list cannot be read"),
  NO_CRL(Severity.WARNING, "no revocation list of this country is configured"),

  // Consistency with the printed zone
  ISSUING_STATE_MISMATCH(
      Verdict.INCONSISTENT, "the signer's country may not issue this state's documents"),
  COUNTRY_NOT_COMPARABLE(Severity.WARNING, "signer's country and issuing state cannot be compared"),
  DOCUMENT_TYPE_MISMATCH(Verdict.INCONSISTENT, "the signer may not sign this type of document"),
  ZONE_FAULT(Verdict.INCONSISTENT, "the zone in DG1 has a fault"),
  DOCUMENT_EXPIRED(Severity.WARNING, "the document has expired"),
  PERSONAL_DETAILS_DIFFER(Severity.WARNING, "DG11 and DG1 state different details"),

  // Whether the chip is the one that was issued, or a copy of its files
  CHIP_GENUINE(Severity.WARNING, "the chip proved that it is no copy"),
  CLONE_SUSPECTED(Verdict.CLONE_SUSPECTED, "the chip may be a copy"),
  CHIP_PROOF_UNSUPPORTED(Severity.WARNING, "this document's chip cannot prove that it is no copy"),
  CHIP_PROOF_MISSING(Severity.WARNING, "the chip was not asked to prove that it is no copy"),
  CHIP_PROOF_REFUSED(Verdict.CLONE_SUSPECTED, "the chip refused the proof its document promises"),
  CHIP_KEY_WITHHELD(Severity.WARNING, "the signed file with the chip's key was not given"),
  CHIP_KEY_UNPROVED(Severity.WARNING, "the chip's key is not the one that was signed"),
  CHIP_KEY_OTHER(Severity.WARNING, "the challenge was made for another chip's key"),
  ACTIVE_AUTHENTICATION_HELD(Severity.WARNING, "the chip signed the challenge"),
  ACTIVE_AUTHENTICATION_WRONG(
      Verdict.CLONE_SUSPECTED, "the signature over the challenge is not the chip's"),
  CHIP_AUTHENTICATION_HELD(Severity.WARNING, "the chip agreed on a key with us"),
  CHIP_AUTHENTICATION_WRONG(
      Verdict.CLONE_SUSPECTED, "the chip does not have the key that its document states"),

  // Master lists and files of trust
  MALFORMED_MASTER_LIST(Verdict.MALFORMED, "the master list cannot be read"),
  MASTER_LIST_VERSION(Severity.WARNING, "an unknown version of the master list"),
  MASTER_LIST_SIGNER_PURPOSE(
      Verdict.NOT_TRUSTED, "the signer's certificate is not for master lists"),
  MASTER_LIST_SELF_ANCHORED(
      Severity.WARNING, "the list's signer is issued by a certificate of the list itself"),
  MASTER_LIST_EMPTY(Severity.WARNING, "the master list holds no certificate"),
  NO_ROOTS(Verdict.INCOMPLETE, "no root was given to check the list against"),
  CERTIFICATE_SKIPPED(Severity.WARNING, "a certificate was left out"),
  SELF_SIGNATURE_WRONG(Severity.WARNING, "a country certificate did not sign itself"),
  SELF_SIGNATURE_UNCHECKED(Severity.WARNING, "a self-signature could not be checked"),
  LINK_SIGNATURE_WRONG(Severity.WARNING, "the key before did not sign this link certificate"),
  LINK_ISSUER_UNKNOWN(Severity.WARNING, "the key before, which signed this link, is not known"),
  NOT_AN_AUTHORITY(Severity.WARNING, "not a country certificate; kept as a signer only"),
  DUPLICATE(Severity.WARNING, "the same certificate or list again"),
  UNKNOWN_TRUST_FILE(
      Severity.WARNING, "neither certificate, master list, revocation list nor LDIF"),
  TRUST_LIMIT(Severity.WARNING, "more entries than the limit; the rest was left out");

  private final Severity severity;
  private final Verdict verdict;
  private final String sentence;

  Reason(String sentence) {
    this(Severity.FATAL, Verdict.INCONSISTENT, sentence);
  }

  Reason(Severity severity, String sentence) {
    this(severity, Verdict.INCONSISTENT, sentence);
  }

  Reason(Verdict verdict, String sentence) {
    this(Severity.FATAL, verdict, sentence);
  }

  Reason(Severity severity, Verdict verdict, String sentence) {
    this.severity = severity;
    this.verdict = verdict;
    this.sentence = sentence;
  }

  /// The reason with this code.
  public static Optional<Reason> find(String code) {
    for (Reason reason : values()) {
      if (reason.name().equals(code)) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }

  /// The usual weight.
  public Severity severity() {
    return severity;
  }

  /// The verdict on a chip when this reason is fatal.
  public Verdict verdict() {
    return verdict;
  }

  /// A short English sentence part, for logs and developers.
  public String sentence() {
    return sentence;
  }
}
