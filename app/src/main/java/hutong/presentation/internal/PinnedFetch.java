package hutong.presentation.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// One GET over TLS to the very address that was looked at. The JDK's client would ask for the name
/// again, and whoever owns the name could answer with an address inside (DNS rebinding). The
/// certificate is still checked against the name.
final class PinnedFetch {

  private static final int HTTPS = 443;
  private static final int LINE = 8192;
  private static final int LINES = 100;

  /// The body of a 200; empty for any other answer, or one that is longer than allowed.
  static Optional<byte[]> get(
      URI uri, InetAddress address, String accept, Duration timeout, int most) throws IOException {
    int millis = Math.toIntExact(timeout.toMillis());
    try (var plain = new Socket()) {
      plain.connect(new InetSocketAddress(address, HTTPS), millis);
      plain.setSoTimeout(millis);
      var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
      try (var tls = (SSLSocket) factory.createSocket(plain, uri.getHost(), HTTPS, true)) {
        var parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(List.of(new SNIHostName(uri.getHost())));
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        tls.getOutputStream().write(request(uri, accept));
        tls.getOutputStream().flush();
        return read(tls.getInputStream(), most);
      }
    }
  }

  static byte[] request(URI uri, String accept) {
    var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    var lines =
        List.of(
            "GET " + path + query + " HTTP/1.1",
            "Host: " + uri.getHost(),
            "Accept: " + accept,
            "Accept-Encoding: identity",
            "Connection: close",
            "",
            "");
    return String.join("\r\n", lines).getBytes(StandardCharsets.US_ASCII);
  }

  /// Reads an answer of HTTP/1.1 (RFC 9112): whole, in chunks, or until the end.
  static Optional<byte[]> read(InputStream answer, int most) throws IOException {
    var in = new BufferedInputStream(answer);
    var status = line(in);
    var headers = headers(in);
    if (!status.matches("HTTP/1\\.[01] 200( .*)?")) {
      return Optional.empty();
    }
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return chunks(in, most);
    }
    var length = headers.get("content-length");
    byte[] body;
    if (length == null) {
      body = in.readNBytes(most + 1);
    } else if (!length.matches("\\d{1,9}") || Integer.parseInt(length) > most) {
      return Optional.empty();
    } else {
      body = in.readNBytes(Integer.parseInt(length));
      if (body.length != Integer.parseInt(length)) {
        throw new EOFException("the answer broke off");
      }
    }
    return body.length > most ? Optional.empty() : Optional.of(body);
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    var headers = new HashMap<String, String>();
    for (int i = 0; i < LINES; i++) {
      var line = line(in);
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    throw new IOException("too many headers");
  }

  private static Optional<byte[]> chunks(InputStream in, int most) throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      var size = line(in).replaceFirst(";.*", "").strip();
      if (!size.matches("[0-9a-fA-F]{1,7}")) {
        throw new IOException("a chunk has no size");
      }
      int length = Integer.parseInt(size, 16);
      if (length == 0) {
        return Optional.of(body.toByteArray());
      }
      if (body.size() + length > most) {
        return Optional.empty();
      }
      byte[] chunk = in.readNBytes(length);
      if (chunk.length != length || !line(in).isEmpty()) {
        throw new EOFException("a chunk broke off");
      }
      body.writeBytes(chunk);
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0 || line.size() > LINE) {
        throw new EOFException("no line");
      }
      line.write(octet);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private PinnedFetch() {}
}
