package hutong.vault;

/// Finds equal values without storing them: HMAC-SHA-256 under a key of the platform.
///
/// Two domains never share an index value, so tables cannot be joined through it.
public interface KeyedIndex {

  /// 32 bytes, the same for the same domain and (already normalised) value.
  byte[] of(String domain, String value);
}
