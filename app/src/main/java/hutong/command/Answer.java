package hutong.command;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// An answer of the API, to the byte. What is kept to be said again holds ids, times and amounts,
/// never what is sensitive.
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes are what matters
public record Answer(int status, String contentType, byte[] body) {

  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  /// JSON that is a problem when the status says so.
  public static Answer of(int status, byte[] json) {
    return new Answer(status, status < HttpStatus.BAD_REQUEST.value() ? JSON : PROBLEM, json);
  }

  public ResponseEntity<byte[]> send() {
    return ResponseEntity.status(status)
        .contentType(MediaType.parseMediaType(contentType))
        .header("Cache-Control", "no-store")
        .body(body);
  }
}
