package hutong.payment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The payment schemes whose accounts are recognised in a code, by reserved id, application id or
/// reverse domain name. National schemes stand before wallets, wallets before card networks.
public enum Scheme {
  PROMPTPAY("A000000677.*"),
  KHQR("[^@]+@[a-z0-9]+", "KH"),
  PAYNOW("sg\\.paynow"),
  SGQR("sg\\.(com\\.)?sgqr.*"),
  FPS("hk\\.com\\.hkicl.*"),
  QRIS("id\\.co\\.qris.*"),
  DUITNOW("A000000615.*"),
  VIETQR("A000000727.*"),
  PIX("br\\.gov\\.bcb\\.pix.*"),
  UPI("A000000524.*|in\\.(npci|upi).*|upi.*"),
  QR_PH("com\\.p2pqrpay.*|ph\\.ppmi.*"),
  JPQR("jp\\.or\\.paymentsjapan.*"),
  LAO_QR("A005266284662577.*"),
  FONEPAY("fonepay\\.com.*|com\\.fonepay.*|com\\.f1soft.*"),
  NEPALPAY("nepalpay.*|npi.*|com\\.nchl.*"),
  ALIPAY_PLUS(".*alipay.*"),
  WECHAT_PAY(".*(wechat|weixin|tenpay|com\\.tencent).*"),
  GRABPAY("com\\.grab.*"),
  UNIONPAY("A000000333.*|.*unionpay.*"),
  VISA("A000000003.*"),
  MASTERCARD("A000000004.*"),
  AMERICAN_EXPRESS("A000000025.*"),
  JCB("A000000065.*"),
  DISCOVER("A000000152.*"),
  HUTONG("cn\\.hutong\\.pay");

  private static final Pattern LINK =
      Pattern.compile("(?s)([A-Za-z][A-Za-z0-9+.-]*)://([A-Za-z0-9.-]+)(?:[:/?#].*)?");

  private final Pattern guid;
  private final String country;

  Scheme(String guid) {
    this(guid, "");
  }

  Scheme(String guid, String country) {
    this.guid = Pattern.compile(guid, Pattern.CASE_INSENSITIVE);
    this.country = country;
  }

  /// As people write it.
  public String shownName() {
    return switch (this) {
      case PROMPTPAY -> "PromptPay";
      case PAYNOW -> "PayNow";
      case DUITNOW -> "DuitNow";
      case VIETQR -> "VietQR";
      case PIX -> "Pix";
      case QR_PH -> "QR Ph";
      case LAO_QR -> "LAO QR";
      case FONEPAY -> "Fonepay";
      case NEPALPAY -> "NepalPay";
      case ALIPAY_PLUS -> "Alipay+";
      case WECHAT_PAY -> "WeChat Pay";
      case GRABPAY -> "GrabPay";
      case UNIONPAY -> "UnionPay";
      case VISA -> "Visa";
      case MASTERCARD -> "Mastercard";
      case AMERICAN_EXPRESS -> "American Express";
      case DISCOVER -> "Discover";
      case HUTONG -> "Hutong";
      case KHQR, SGQR, FPS, QRIS, UPI, JPQR, JCB -> name();
    };
  }

  /// The scheme of a code that is not EMVCo's: a link into an app, or the digits of a payer's code.
  /// A link counts by its scheme or its whole host, never by a word somewhere in it.
  public static Optional<Scheme> ofLink(String text) {
    var plain = text.strip();
    if (plain.matches("1[0-5][0-9]{16}")) {
      return Optional.of(WECHAT_PAY);
    }
    if (plain.matches("(2[5-9]|30)[0-9]{14,22}")) {
      return Optional.of(ALIPAY_PLUS);
    }
    var link = LINK.matcher(plain);
    if (!link.matches()) {
      return Optional.empty();
    }
    var protocol = link.group(1).toLowerCase(Locale.ROOT);
    return switch (protocol) {
      case "upi" -> Optional.of(UPI);
      case "alipay", "alipays", "alipayhk", "alipayplus" -> Optional.of(ALIPAY_PLUS);
      case "wxp", "weixin", "wechat" -> Optional.of(WECHAT_PAY);
      case "http", "https" -> ofHost(link.group(2).toLowerCase(Locale.ROOT));
      default -> Optional.empty();
    };
  }

  private static Optional<Scheme> ofHost(String host) {
    if (isOf(host, "alipay.com", "alipay.hk", "alipayplus.com", "alipay-eco.com")) {
      return Optional.of(ALIPAY_PLUS);
    }
    if (isOf(host, "weixin.qq.com", "wechatpay.cn", "wechatpay.com.hk", "tenpay.com")) {
      return Optional.of(WECHAT_PAY);
    }
    return isOf(host, "95516.com", "unionpay.com") ? Optional.of(UNIONPAY) : Optional.empty();
  }

  private static boolean isOf(String host, String... domains) {
    return Arrays.stream(domains)
        .anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
  }

  static List<Scheme> of(List<EmvQr.Node> objects) {
    var country =
        objects.stream().filter(o -> o.id().equals("58")).map(EmvQr.Node::value).findFirst();
    var found = new ArrayList<Scheme>();
    for (var object : objects) {
      of(object, country.orElse("")).filter(s -> !found.contains(s)).ifPresent(found::add);
    }
    found.sort(null);
    return List.copyOf(found);
  }

  private static Optional<Scheme> of(EmvQr.Node object, String country) {
    if (!EmvQrWords.isMerchantAccount(object.id())) {
      return Optional.empty();
    }
    int id = Integer.parseInt(object.id());
    if (id < 26) {
      return reserved(id);
    }
    var guid = object.child("00").orElse("").strip().toLowerCase(Locale.ROOT);
    for (var scheme : values()) {
      if (scheme.guid.matcher(guid).matches()
          && (scheme.country.isEmpty() || scheme.country.equals(country))) {
        return Optional.of(scheme);
      }
    }
    return Optional.empty();
  }

  private static Optional<Scheme> reserved(int id) {
    return switch (id) {
      case 2, 3 -> Optional.of(VISA);
      case 4, 5 -> Optional.of(MASTERCARD);
      case 9, 10 -> Optional.of(DISCOVER);
      case 11, 12 -> Optional.of(AMERICAN_EXPRESS);
      case 13, 14 -> Optional.of(JCB);
      case 15, 16 -> Optional.of(UNIONPAY);
      default -> Optional.empty();
    };
  }
}
