package hutong.sandbox.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// One outside system that this program plays, and that can be made to misbehave.
public enum Part {
  AUTHORITY("Passport authority", "护照签发机关"),
  WALLET("Wallet network", "钱包网络"),
  PSP("Card payments", "银行卡支付"),
  BANK("Bank", "银行"),
  RATES("Exchange rates", "汇率"),
  LODGING("Lodging authority", "住宿登记机关"),
  MAIL("Mailbox", "邮箱");

  private final String english;
  private final String chinese;

  Part(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  public String english() {
    return english;
  }

  public String chinese() {
    return chinese;
  }

  public String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Part> find(String path) {
    return Arrays.stream(values()).filter(part -> part.path().equals(path)).findFirst();
  }
}
