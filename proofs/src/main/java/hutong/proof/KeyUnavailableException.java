package hutong.proof;

/// The place that holds a key does not answer, or refuses to sign with it.
public final class KeyUnavailableException extends RuntimeException {

  public KeyUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
