package hutong.presentation.internal;

import hutong.presentation.NewPresentation.Manner;
import hutong.presentation.NewPresentation.Prefix;
import hutong.presentation.Presentation;
import hutong.presentation.PresentationId;
import hutong.presentation.internal.RequestStore.Row;
import hutong.vault.KeyedIndex;
import hutong.web.WebSettings;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Every address and secret of a question. Nonce, state and code come from the question's random id
/// under a key of the platform, so that they need not be kept.
@Component
class Addresses {

  private final KeyedIndex index;
  private final PresentationSettings settings;
  private final VerifierKeys keys;
  private final String publicUrl;

  Addresses(KeyedIndex index, PresentationSettings settings, VerifierKeys keys, WebSettings web) {
    this.index = index;
    this.settings = settings;
    this.keys = keys;
    this.publicUrl = web.publicUrl();
  }

  /// A manner of asking with nothing left open.
  record Settled(Prefix prefix, boolean encrypted, String wallet) {}

  Settled complete(Manner manner) {
    return new Settled(
        manner.prefix() == null ? settings.prefix() : manner.prefix(),
        manner.encrypted() == null ? settings.encrypted() : manner.encrypted(),
        manner.wallet() == null ? settings.wallet() : manner.wallet());
  }

  String clientId(Prefix prefix, UUID id) {
    return prefix.text()
        + ":"
        + switch (prefix) {
          case X509_SAN_DNS -> keys.host();
          case X509_HASH -> keys.certificateHash();
          case REDIRECT_URI -> responseUri(id);
        };
  }

  String nonce(UUID id) {
    return secret("presentation.nonce", id);
  }

  String state(UUID id) {
    return secret("presentation.state", id);
  }

  private String secret(String domain, UUID id) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(index.of(domain, id.toString()));
  }

  String code(UUID id, int attempt) {
    byte[] octets = index.of("presentation.code", id + " " + attempt);
    var number = new BigInteger(1, octets).mod(BigInteger.valueOf(100_000_000));
    return String.format(Locale.ROOT, "%08d", number.intValue());
  }

  byte[] codeIndex(String digits) {
    return index.of("presentation.code-index", digits);
  }

  String requestUri(UUID id) {
    return publicUrl + "/api/v1/openid4vp/requests/" + new PresentationId(id);
  }

  String responseUri(UUID id) {
    return publicUrl + "/api/v1/openid4vp/responses/" + new PresentationId(id);
  }

  Presentation.Request request(Row row) {
    return new Presentation.Request(
        walletUrl(row),
        publicUrl + link(row),
        code(row.id(), row.codeTry()),
        row.expires(),
        row.fetches() > 0,
        row.asked().sameDevice());
  }

  /// The page for her browser. Where the question is signed, the address is that of a wallet as
  /// well: any wallet that reads the code finds the question in it.
  private String link(Row row) {
    if (row.protocol().clientId().startsWith(Prefix.REDIRECT_URI.text() + ":")) {
      return "/present/" + new PresentationId(row.id());
    }
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("client_id", row.protocol().clientId());
    parameters.put("request_uri", requestUri(row.id()));
    return "/present?" + query(parameters);
  }

  /// What opens a wallet: the question by reference, signed; or, where the verifier is named by an
  /// address alone, by value and unsigned, as that prefix demands.
  private String walletUrl(Row row) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("client_id", row.protocol().clientId());
    if (row.protocol().clientId().startsWith(Prefix.REDIRECT_URI.text() + ":")) {
      parameters.put("response_type", "vp_token");
      parameters.put("response_mode", row.protocol().responseMode());
      parameters.put("response_uri", responseUri(row.id()));
      parameters.put("nonce", nonce(row.id()));
      parameters.put("state", state(row.id()));
      parameters.put("dcql_query", row.protocol().dcql());
      parameters.put("client_metadata", row.protocol().metadata());
    } else {
      parameters.put("request_uri", requestUri(row.id()));
      parameters.put("request_uri_method", "post");
    }
    var wallet = row.protocol().wallet();
    var separator = wallet.contains("?") ? "&" : "?";
    return wallet + separator + query(parameters);
  }

  static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> each.getKey() + "=" + encode(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  /// Where the browser goes after the answer; empty when it answered for another device.
  static String back(Row row, String code) {
    var to = row.asked().returnTo();
    if (to == null) {
      return "";
    }
    return to
        + (to.contains("?") ? "&" : "?")
        + query(Map.of("presentation", new PresentationId(row.id()).toString()))
        + "&"
        + query(Map.of("response_code", code));
  }

  /// An address a browser may be sent back to: over TLS, or on the same machine.
  static boolean mayReturnTo(@Nullable String address) {
    if (address == null) {
      return true;
    }
    if (address.length() > PresentationLimits.ADDRESS || address.contains("#")) {
      return false;
    }
    try {
      var uri = URI.create(address);
      var host = uri.getHost();
      return host != null
          && uri.getUserInfo() == null
          && ("https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme())
                  && (host.equals("localhost") || host.equals("127.0.0.1"))));
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  /// The address of a wallet: a scheme of its own, or over TLS.
  static boolean isWallet(@Nullable String address) {
    return address == null
        || (address.length() <= PresentationLimits.ADDRESS
            && !address.contains("#")
            && (address.matches("(openid4vp|haip-vp|haip|mdoc-openid4vp|eudi-openid4vp)://[^\\s]*")
                || (address.matches("https?://.*") && mayReturnTo(address))));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
