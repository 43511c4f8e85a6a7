package hutong.payment.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The outside systems of payments. One that is not configured is not offered.
@ConfigurationProperties("hutong.payment")
record PaymentSettings(@Nullable Wallet wallet, @Nullable Card card, @Nullable Rates rates) {

  /// The wallet network.
  ///
  /// @param url its base address, without a slash at its end
  /// @param privateKey ours, PKCS#8 as PEM, or the name of a file that holds it
  /// @param networkPublicKey theirs, as PEM, or the name of a file that holds it
  /// @param offers the wallets that can be linked, as `CODE|CURRENCY|Name`
  record Wallet(
      String url,
      String clientId,
      String privateKey,
      String networkPublicKey,
      @DefaultValue({
            "ALIPAY_HK|HKD|AlipayHK",
            "KAKAOPAY|KRW|Kakao Pay",
            "NAVERPAY|KRW|Naver Pay",
            "TOSSPAY|KRW|Toss Pay",
            "GCASH|PHP|GCash",
            "TRUEMONEY|THB|TrueMoney",
            "TNG|MYR|Touch 'n Go eWallet",
            "KASPI|KZT|Kaspi.kz",
            "MPAY|MOP|MPay",
            "OCBC|SGD|OCBC Digital",
            "CHANGIPAY|SGD|Changi Pay",
            "HIPAY|MNT|HiPay",
            "NAYAPAY|PKR|NayaPay",
            "PRACTICE_EUR|EUR|Practice Wallet Europe"
          })
          List<String> offers) {

    Wallet {
      offers = List.copyOf(offers);
    }
  }

  /// The payment service provider of cards.
  ///
  /// @param url its base address, without a slash at its end
  record Card(String url, String secretKey, String webhookSecret) {}

  /// @param url of the daily reference rates, in the form the European Central Bank publishes
  record Rates(String url) {}
}
