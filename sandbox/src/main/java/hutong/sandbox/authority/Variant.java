package hutong.sandbox.authority;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is right or wrong with a passport that is issued for practice.
public enum Variant {
  GENUINE("Genuine", "真实"),
  ALTERED("Data page changed after signing", "签发后资料被改"),
  ALTERED_PORTRAIT("Portrait changed after signing", "签发后照片被换"),
  EXPIRED_SIGNER("Signer's certificate has expired", "签名证书已过期"),
  UNKNOWN_ISSUER("Issuer that nobody trusts", "签发机关不受信任"),
  REVOKED_SIGNER("Signer's certificate was revoked", "签名证书已吊销"),
  WRONG_SIGNATURE("Signature by another key", "签名不符"),
  EXPIRED_PASSPORT("Passport has expired", "护照已过期");

  private final String english;
  private final String chinese;

  Variant(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String english() {
    return english;
  }

  public String chinese() {
    return chinese;
  }

  public static Optional<Variant> find(String word) {
    return Arrays.stream(values()).filter(variant -> variant.word().equals(word)).findFirst();
  }
}
