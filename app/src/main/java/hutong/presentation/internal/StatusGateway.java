package hutong.presentation.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Fetches status lists of other issuers: over TLS, from public addresses, without redirects,
/// within a time and a size. Only credentials whose signature was believed lead here.
@Component
class StatusGateway {

  private static final int HTTPS = 443;
  private static final String LIST = "application/statuslist+jwt";

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PresentationLimits.STATUS_TIMEOUT)
          .build();
  private final Set<String> exempt;

  StatusGateway(PresentationSettings settings) {
    this.exempt = Set.copyOf(settings.statusHosts());
  }

  /// The token at this address; empty when it may not be asked, or does not answer as it should.
  Optional<String> fetch(String address) {
    if (!allowed(address)) {
      return Optional.empty();
    }
    try {
      var uri = URI.create(address);
      return (exempt.contains(uri.getHost()) ? inside(uri) : outside(uri))
          .filter(octets -> octets.length <= PresentationLimits.STATUS_LIST)
          .map(octets -> new String(octets, StandardCharsets.US_ASCII).strip());
    } catch (IOException noAnswer) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /// A host that the operator named.
  private Optional<byte[]> inside(URI uri) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(PresentationLimits.STATUS_TIMEOUT)
            .header("Accept", LIST)
            .GET()
            .build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      byte[] octets = body.readNBytes(PresentationLimits.STATUS_LIST + 1);
      return answer.statusCode() == 200 ? Optional.of(octets) : Optional.empty();
    }
  }

  /// The name is asked for once: where the answer leads is where the connection goes.
  private static Optional<byte[]> outside(URI uri) throws IOException {
    var found = InetAddress.getAllByName(uri.getHost());
    return Stream.of(found).allMatch(StatusGateway::isPublic)
        ? PinnedFetch.get(
            uri, found[0], LIST, PresentationLimits.STATUS_TIMEOUT, PresentationLimits.STATUS_LIST)
        : Optional.empty();
  }

  /// Whether an address lies outside, where anybody may look.
  boolean allowed(String address) {
    try {
      var uri = URI.create(address);
      var host = uri.getHost();
      if (host == null || uri.getUserInfo() != null || uri.getFragment() != null) {
        return false;
      }
      if (exempt.contains(host)) {
        return "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      }
      return "https".equals(uri.getScheme())
          && (uri.getPort() == -1 || uri.getPort() == HTTPS)
          && isPublic(host);
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  private static boolean isPublic(String host) {
    try {
      return Stream.of(InetAddress.getAllByName(host)).allMatch(StatusGateway::isPublic);
    } catch (UnknownHostException nowhere) {
      return false;
    }
  }

  private static boolean isPublic(InetAddress address) {
    return !address.isLoopbackAddress()
        && !address.isAnyLocalAddress()
        && !address.isLinkLocalAddress()
        && !address.isSiteLocalAddress()
        && !address.isMulticastAddress()
        && !isReserved(address.getAddress());
  }

  /// Unique local IPv6, carrier-grade NAT, "this network", benchmarks, and IPv6 that hides IPv4.
  private static boolean isReserved(byte[] octets) {
    int first = octets[0] & 0xff;
    int second = octets[1] & 0xff;
    if (octets.length == 16) {
      return (first & 0xfe) == 0xfc
          || (first == 0 && (second == 0x64 || second == 0))
          || (first == 0x20 && second == 0x02)
          || (first == 0x20 && second == 0x01 && octets[2] < 2 && octets[2] >= 0) // with Teredo
          || (first & 0xe0) != 0x20; // what is not global unicast
    }
    return first == 0
        || first >= 240
        || (first == 100 && (second & 0xc0) == 64)
        || (first == 192 && second == 0 && (octets[2] & 0xff) <= 2)
        || (first == 198 && (second & 0xfe) == 18);
  }
}
