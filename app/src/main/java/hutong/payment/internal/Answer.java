package hutong.payment.internal;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// An answer of the API, to the byte.
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes are what matters
record Answer(int status, String contentType, byte[] body) {

  ResponseEntity<byte[]> send() {
    return ResponseEntity.status(status)
        .contentType(MediaType.parseMediaType(contentType))
        .header("Cache-Control", "no-store")
        .body(body);
  }
}
