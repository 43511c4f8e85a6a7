package hutong.presentation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Answers of hosts outside, as they come off the wire.
class PinnedFetchTest {

  @Test
  void an_answer_is_read_whole_in_chunks_or_to_its_end() throws IOException {
    assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef")).contains("abc");
    assertThat(read("HTTP/1.0 200 OK\r\n\r\nabc")).contains("abc");
    var chunked = "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThat(read(chunked + "2;x\r\nab\r\n1\r\nc\r\n0\r\n\r\n")).contains("abc");
  }

  @Test
  void too_much_and_anything_but_yes_is_nothing() throws IOException {
    assertThat(read("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n")).isEmpty();
    assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc")).isEmpty();
    assertThat(read("HTTP/1.1 200 OK\r\n\r\n" + "a".repeat(99))).isEmpty();
    assertThat(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n")).isEmpty();
  }

  @Test
  void what_breaks_off_is_no_answer() {
    for (var broken :
        new String[] {
          "",
          "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
          "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(200)
        }) {
      assertThatThrownBy(() -> read(broken)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void the_request_names_the_host_and_nothing_else() {
    var request =
        new String(
            PinnedFetch.request(URI.create("https://city.example/lists/1?x=2"), "text/plain"),
            StandardCharsets.US_ASCII);
    assertThat(request).startsWith("GET /lists/1?x=2 HTTP/1.1\r\nHost: city.example\r\n");
  }

  private static Optional<String> read(String answer) throws IOException {
    var in = new ByteArrayInputStream(answer.getBytes(StandardCharsets.ISO_8859_1));
    return PinnedFetch.read(in, 20).map(octets -> new String(octets, StandardCharsets.US_ASCII));
  }
}
