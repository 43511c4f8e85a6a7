package hutong.proof;

import java.time.Duration;

/// Every bound of this library on one screen.
public final class ProofLimits {

  /// Characters of one token, with all its disclosures.
  public static final int TOKEN = 1_000_000;

  /// Characters of a JOSE header before decoding.
  public static final int HEADER = 65_536;

  /// How deep JSON or CBOR may be nested.
  public static final int DEPTH = 32;

  /// Digits of a number in JSON.
  public static final int DIGITS = 100;

  /// Disclosures beside one credential.
  public static final int DISCLOSURES = 1_000;

  /// Keys of one set.
  public static final int KEYS = 200;

  public static final int RSA_SHORTEST = 2048;
  public static final int RSA_LONGEST = 16_384;

  /// Octets of one CBOR message.
  public static final int CBOR = 4 << 20;

  /// Items of one CBOR message, counted through all levels.
  public static final int CBOR_ITEMS = 100_000;

  /// Octets of a status list after decompression: 16 million one-bit entries.
  public static final int STATUS_LIST = 2 << 20;

  /// Octets of a paper seal.
  public static final int SEAL = 16_384;

  /// Certificates of one chain.
  public static final int CHAIN = 8;

  /// How old a key-binding token may be.
  public static final Duration BINDING_AGE = Duration.ofMinutes(10);

  /// How far another clock may run ahead.
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private ProofLimits() {}
}
