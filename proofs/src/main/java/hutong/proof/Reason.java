package hutong.proof;

/// Every reason that a finding can have. The names are stable: they are the codes of the toolkit
/// and the keys of messages.
public enum Reason {
  // Any message
  TOO_LONG("longer than the limit"),
  JSON_DUPLICATE_NAME("a name stands twice in one object"),

  // JSON web signatures and keys
  NOT_THREE_PARTS("not the three parts of a signed token"),
  FORMS_MIXED("two forms of a signed message in one"),
  HEADER_ENCODING("the header is not strict base64url"),
  HEADER_UNREADABLE("the header is not one JSON object"),
  HEADER_TWICE("a header parameter stands twice"),
  PAYLOAD_ENCODING("the payload is not strict base64url"),
  PAYLOAD_UNREADABLE("the payload is not one JSON object"),
  PAYLOAD_TWICE("a payload inside and one beside"),
  SIGNATURE_ENCODING("the signature is not strict base64url"),
  SIGNATURE_LENGTH("the signature has another length than its algorithm gives"),
  SIGNATURE_WRONG("the signature does not fit the content"),
  NO_SIGNATURE("there is no signature"),
  ALGORITHM_MISSING("no algorithm is named"),
  ALGORITHM_NONE("the algorithm is none"),
  ALGORITHM_UNSUPPORTED("an algorithm that is not supported"),
  ALGORITHM_NOT_ALLOWED("an algorithm that may not be used here"),
  CRITICAL_UNREADABLE("the list of critical parameters is not sound"),
  CRITICAL_UNKNOWN("a critical parameter that is not understood"),
  B64_NOT_CRITICAL("b64 stands without being critical"),
  TYPE_WRONG("the token is of another type"),
  KEY_MISSING("no key is known for this"),
  KEY_TYPE_UNSUPPORTED("a type of key that is not supported"),
  KEY_UNREADABLE("a key cannot be read"),
  KEY_TOO_WEAK("a key that is too weak"),
  KEY_TOO_LONG("a key that is longer than the limit"),
  KEY_USE("the key is for another use"),
  KEY_OPERATIONS("the key may not verify"),
  KEY_NOT_FOR_ALGORITHM("the key is not for this algorithm"),
  KEY_PRIVATE("a private key where a public one belongs"),
  CURVE_UNSUPPORTED("a curve that is not supported"),
  POINT_NOT_ON_CURVE("the point does not lie on the curve"),

  // Times and parties of a token
  EXPIRED("its time is over"),
  NOT_YET_VALID("its time has not come"),
  TIME_UNREADABLE("a time is not a number"),
  ISSUER_UNKNOWN("the issuer is not trusted"),
  ISSUER_MISMATCH("the issuer named is not the one of the certificate"),

  // SD-JWT
  NOT_AN_SDJWT("not a token with its disclosures, each ended by a tilde"),
  TOO_MANY_DISCLOSURES("more disclosures than the limit"),
  HASH_ALGORITHM_UNKNOWN("an unknown hash algorithm for disclosures"),
  HASH_ALGORITHM_MISPLACED("the hash algorithm stands below the top"),
  DISCLOSURE_ENCODING("a disclosure is not strict base64url"),
  DISCLOSURE_UNREADABLE("a disclosure is not JSON"),
  DISCLOSURE_NOT_ARRAY("a disclosure is not an array"),
  DISCLOSURE_SHAPE("a disclosure has the wrong number or types of elements"),
  DISCLOSURE_TWICE("a disclosure stands twice"),
  DISCLOSURE_UNREFERENCED("no digest stands for a disclosure"),
  DIGEST_TWICE("a digest stands twice"),
  DIGEST_UNREADABLE("a list of digests holds something else"),
  DISCLOSURE_WRONG_PLACE("a disclosure for a member stands in a list, or the other way"),
  CLAIM_NAME_RESERVED("a claim has a reserved name"),
  CLAIM_TWICE("a disclosure would replace a claim that stands already"),
  CLAIM_MUST_BE_OPEN("a claim was hidden that may not be"),
  VCT_MISSING("the type of the credential is missing"),
  CLAIM_UNREADABLE("a claim is of another type than the standard has"),

  // Key binding
  KEY_BINDING_MISSING("the holder's key did not sign this presentation"),
  KEY_BINDING_UNREADABLE("the key-binding token cannot be read"),
  KEY_BINDING_TYPE("the key-binding token is of another type"),
  KEY_BINDING_ALGORITHM("the key-binding token has an algorithm that may not be used"),
  KEY_BINDING_SIGNATURE("the key-binding token is not signed by the holder's key"),
  HOLDER_KEY_MISSING("the credential names no holder key"),
  HOLDER_KEY_UNREADABLE("the holder key cannot be used"),
  AUDIENCE_MISSING("the key-binding token names no audience"),
  AUDIENCE_WRONG("the presentation is for somebody else"),
  NONCE_MISSING("the key-binding token has no nonce"),
  NONCE_WRONG("the presentation answers another request"),
  SD_HASH_MISSING("the key-binding token has no hash of what is presented"),
  SD_HASH_WRONG("the key-binding token was made for other disclosures"),
  BINDING_TIME_MISSING("the key-binding token has no time"),
  BINDING_TOO_OLD("the key-binding token is too old"),
  BINDING_IN_FUTURE("the key-binding token is dated in the future"),

  // Presentations (OpenID4VP)
  STATUS_UNAVAILABLE("the status list cannot be fetched"),
  FORM_UNREADABLE("a form that cannot be read"),
  PARAMETER_TWICE("a parameter stands twice"),
  VP_TOKEN_MISSING("there is no vp_token"),
  VP_TOKEN_UNREADABLE("the vp_token is not lists of presentations by query"),
  STATE_WRONG("the state is not that of the request"),
  ANSWER_NOT_ENCRYPTED("the answer must be encrypted"),
  ENCRYPTION_UNREADABLE("the encrypted answer cannot be read"),
  ENCRYPTION_NOT_ALLOWED("an encryption that may not be used here"),
  ENCRYPTION_WRONG("the answer was not encrypted to the key of this request"),
  REQUEST_EXPIRED("the request's time is over"),
  ALREADY_ANSWERED("the request was answered before"),
  WALLET_COULD_NOT("the wallet could not answer"),
  CREDENTIAL_NOT_ASKED("a credential that was not asked for"),
  CREDENTIAL_TWICE("more than one credential for one query"),
  CREDENTIAL_MISSING("a credential that was asked for is missing"),
  CREDENTIAL_FORMAT_OTHER("a credential in another format"),
  CREDENTIAL_TYPE_OTHER("a credential of another type"),
  AUTHORITY_NOT_ASKED("a credential of another authority"),
  CLAIM_MISSING("a claim that was asked for is missing"),
  CLAIM_VALUE_OTHER("a claim has another value than was asked for"),
  CLAIM_NOT_ASKED("a claim that was not asked for"),

  // Certificates
  CERTIFICATE_UNREADABLE("a certificate cannot be read"),
  CERTIFICATE_MISSING("no certificate is given"),
  CERTIFICATE_UNTRUSTED("no trusted authority issued the certificate"),
  CERTIFICATE_SIGNATURE("the issuer did not sign the certificate"),
  CERTIFICATE_EXPIRED("the certificate has expired"),
  CERTIFICATE_NOT_YET_VALID("the certificate is not valid yet"),
  CERTIFICATE_PURPOSE("the certificate is for another purpose"),
  CERTIFICATE_KEY_USAGE("the certificate's key may not sign this"),
  CERTIFICATE_PROFILE("the certificate is not as its profile has it"),
  CERTIFICATE_IS_CA("the signer's certificate is one of an authority"),
  CERTIFICATE_CRITICAL("a critical extension that is not known"),
  CERTIFICATE_SELF_SIGNED("a self-signed certificate stands in the chain"),
  CERTIFICATE_COUNTRY("signer and authority name different countries"),

  // CBOR and COSE
  CBOR_UNREADABLE("not well-formed CBOR"),
  CBOR_TRAILING("bytes after the end of the CBOR item"),
  CBOR_DUPLICATE_KEY("a key stands twice in one map"),
  CBOR_NOT_CANONICAL("an encoding that is not the shortest"),
  CBOR_TOO_DEEP("CBOR nested deeper than the limit"),
  CBOR_TOO_LARGE("more CBOR than the limit"),
  COSE_UNREADABLE("not a COSE message of the expected kind"),

  // mdoc
  MDOC_UNREADABLE("not a device response"),
  MDOC_VERSION("an unknown version"),
  MDOC_STATUS("the device did not answer with success"),
  MDOC_NO_DOCUMENT("no document was returned"),
  MSO_UNREADABLE("the mobile security object cannot be read"),
  MSO_VERSION("an unknown version of the mobile security object"),
  MSO_DIGEST_ALGORITHM("an unknown digest algorithm"),
  DOCUMENT_TYPE_WRONG("the signed document type is another one"),
  DIGEST_MISSING("an element was returned that was never signed"),
  DIGEST_WRONG("an element differs from what was signed"),
  ELEMENT_TWICE("an element was returned twice"),
  ELEMENT_RANDOM_SHORT("an element's random value is too short"),
  SIGNED_OUTSIDE_CERTIFICATE("signed outside the certificate's validity"),
  DEVICE_AUTH_MISSING("the device did not authenticate"),
  DEVICE_AUTH_TWICE("the device authenticated in two ways at once"),
  DEVICE_SIGNATURE_WRONG("the device's signature does not fit the session"),
  DEVICE_MAC_WRONG("the device's MAC does not fit the session"),
  DEVICE_KEY_UNREADABLE("the device key cannot be used"),
  DEVICE_ELEMENT_NOT_AUTHORIZED("the device signed an element it may not"),
  READER_KEY_MISSING("the reader's key is needed to check the MAC"),
  TRANSCRIPT_MISSING("the session transcript is needed"),
  TRANSCRIPT_UNREADABLE("the session transcript cannot be read"),

  // Status lists
  STATUS_UNREADABLE("the status list cannot be read"),
  STATUS_BITS("an entry of a size that the standard does not have"),
  STATUS_INDEX("the list has no entry with this number"),
  STATUS_LIST_OTHER("the status list has another address"),
  STATUS_STALE("the status list is too old"),
  REVOKED("revoked"),
  SUSPENDED("suspended"),
  STATUS_UNKNOWN("a status that is not known here"),

  // Paper seals
  SEAL_UNREADABLE("not a seal that is known here"),
  SEAL_VERSION("an unknown version of the seal"),
  SEAL_TRAILING("bytes after the end of the seal"),
  SEAL_TRUNCATED("the seal ends too early"),
  SEAL_C40("a text is not as the standard packs it"),
  SEAL_DATE("a date cannot be read"),
  SEAL_FEATURE_TWICE("a feature stands twice"),
  SEAL_FEATURE_LENGTH("a feature has an impossible length"),
  SEAL_FEATURE_MISSING("a feature that this kind of document must have is missing"),
  SEAL_FEATURE_UNKNOWN("a feature that this kind of document does not have"),
  SEAL_TYPE_UNKNOWN("an unknown kind of document"),
  SEAL_NOT_CANONICAL("the signed values are not in canonical form"),
  SEAL_ISSUED_OUTSIDE_CERTIFICATE("issued outside the certificate's validity"),
  SEAL_ISSUER_MISMATCH("the seal and the certificate name different issuers"),

  // HTTP messages
  FIELD_UNREADABLE("a field is not as structured fields are written"),
  SIGNATURE_INPUT_MISSING("no signature input with this label"),
  COMPONENT_UNKNOWN("a component that is not known"),
  COMPONENT_MISSING("a covered component is not in the message"),
  COMPONENT_TWICE("a component is covered twice"),
  PARAMETER_UNKNOWN("a parameter that is not known"),
  SIGNATURE_EXPIRED("the signature's time is over"),
  SIGNATURE_FROM_FUTURE("the signature is dated in the future"),
  DIGEST_UNSUPPORTED("no digest algorithm that is supported"),
  CONTENT_DIGEST_WRONG("the content differs from its digest"),
  KEY_ID_WRONG("the signature names another key");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /// What the reason means, in plain English.
  public String text() {
    return text;
  }
}
