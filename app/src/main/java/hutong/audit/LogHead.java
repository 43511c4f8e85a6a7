package hutong.audit;

import java.time.Instant;
import java.util.Base64;

/// The state of the log at one moment, signed: how many entries, and the root over all of them.
///
/// The note is a checkpoint in the form of c2sp.org/tlog-checkpoint with a signature of
/// c2sp.org/signed-note (ECDSA P-256, SHA-256), so that witnesses can countersign it:
///
/// ```
/// <origin>
/// <size, decimal>
/// <root, base64>
/// time <ISO instant>
///
/// — <origin> <base64 of 4 bytes key hash and the DER signature>
/// ```
/// The signature is over all lines before the empty one, each with its line end.
public record LogHead(long size, byte[] root, Instant at, String keyId, String note) {

  /// What is signed: the lines before the signature, each with its line end.
  public static String text(String origin, long size, byte[] root, Instant at) {
    return "%s\n%d\n%s\ntime %s\n"
        .formatted(origin, size, Base64.getEncoder().encodeToString(root), at);
  }
}
