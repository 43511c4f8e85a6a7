package hutong.sandbox.wallet;

import hutong.sandbox.web.Amount;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The wallets that can be practised with. They carry well-known names, and none of their money.
enum Wallet {
  ALIPAY_HK("AlipayHK", "HKD", 12_500_00L, 10_000_00L, "sky"),
  KAKAOPAY("Kakao Pay", "KRW", 900_000L, 2_000_000L, "yellow"),
  NAVERPAY("Naver Pay", "KRW", 700_000L, 2_000_000L, "green"),
  TOSSPAY("Toss Pay", "KRW", 600_000L, 2_000_000L, "sky"),
  GCASH("GCash", "PHP", 38_000_00L, 100_000_00L, "sky"),
  TRUEMONEY("TrueMoney", "THB", 25_000_00L, 50_000_00L, "orange"),
  TNG("Touch 'n Go eWallet", "MYR", 3_200_00L, 10_000_00L, "navy"),
  KASPI("Kaspi.kz", "KZT", 420_000_00L, 1_000_000_00L, "red"),
  MPAY("MPay", "MOP", 6_400_00L, 10_000_00L, "orange"),
  OCBC("OCBC Digital", "SGD", 2_100_00L, 5_000_00L, "red"),
  CHANGIPAY("Changi Pay", "SGD", 1_500_00L, 5_000_00L, "purple"),
  HIPAY("HiPay", "MNT", 1_900_000_00L, 5_000_000_00L, "navy"),
  NAYAPAY("NayaPay", "PKR", 160_000_00L, 300_000_00L, "green"),
  PRACTICE_EUR("Practice Wallet Europe", "EUR", 1_250_00L, 1_000_00L, "purple");

  private final String label;
  private final String currency;
  private final long opening;
  private final long limit;
  private final String look;

  Wallet(String label, String currency, long opening, long limit, String look) {
    this.label = label;
    this.currency = currency;
    this.opening = opening;
    this.limit = limit;
    this.look = look;
  }

  String label() {
    return label + " (practice)";
  }

  String currency() {
    return currency;
  }

  /// What lies in a well-filled wallet at the beginning.
  Amount opening() {
    return new Amount(opening, currency);
  }

  /// What lies in one that is almost empty.
  Amount pocket() {
    return new Amount(opening / 1_000, currency);
  }

  /// The most that one payment may take.
  Amount limit() {
    return new Amount(limit, currency);
  }

  String look() {
    return look;
  }

  String path() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Wallet> find(String code) {
    return Arrays.stream(values()).filter(wallet -> wallet.name().equals(code)).findFirst();
  }
}
