package hutong.presentation;

import hutong.language.Words;
import java.util.List;

/// Says why something was not accepted, in a reader's language.
public final class FindingWords {

  /// One sentence for each kind of reason, the same sentence once.
  public static List<String> say(List<String> findings, Words words) {
    return findings.stream()
        .map(code -> words.t("presentation.finding." + kind(code)))
        .distinct()
        .toList();
  }

  /// What a person has to know of a technical reason.
  static String kind(String code) {
    return switch (code) {
      case "EXPIRED", "REQUEST_EXPIRED", "BINDING_TOO_OLD" -> "EXPIRED";
      case "NOT_YET_VALID", "BINDING_IN_FUTURE" -> "NOT_YET_VALID";
      case "REVOKED", "SUSPENDED" -> "REVOKED";
      case "STATUS_UNAVAILABLE",
          "STATUS_UNREADABLE",
          "STATUS_STALE",
          "STATUS_INDEX",
          "STATUS_LIST_OTHER" ->
          "STATUS_UNAVAILABLE";
      case "ISSUER_UNKNOWN",
          "KEY_MISSING",
          "CERTIFICATE_UNTRUSTED",
          "CERTIFICATE_MISSING",
          "ISSUER_MISMATCH" ->
          "UNTRUSTED";
      case "NONCE_WRONG",
          "NONCE_MISSING",
          "ALREADY_ANSWERED",
          "AUDIENCE_WRONG",
          "AUDIENCE_MISSING" ->
          "REPLAYED";
      case "KEY_BINDING_MISSING",
          "KEY_BINDING_SIGNATURE",
          "HOLDER_KEY_MISSING",
          "DEVICE_AUTH_MISSING",
          "DEVICE_SIGNATURE_WRONG",
          "DEVICE_MAC_WRONG" ->
          "NOT_HOLDER";
      case "CLAIM_MISSING", "CREDENTIAL_MISSING", "CREDENTIAL_TYPE_OTHER" -> "MISSING";
      case "CLAIM_VALUE_OTHER" -> "VALUE";
      case "CLAIM_NOT_ASKED", "CREDENTIAL_NOT_ASKED", "CREDENTIAL_TWICE" -> "TOO_MUCH";
      case "WALLET_COULD_NOT" -> "WALLET";
      default -> "NOT_GENUINE";
    };
  }

  private FindingWords() {}
}
