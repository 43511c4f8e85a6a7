package hutong.credential.internal;

import java.time.Duration;

/// Every bound of the module.
final class CredentialLimits {

  /// Bytes of a request to a protocol endpoint.
  static final int BODY = 256 * 1024;

  /// Characters of a JWT that a wallet sends.
  static final int JWT = 20_000;

  /// Keys that one request may bind credentials to.
  static final int BATCH = 50;

  /// Credentials in one authorisation or offer: each of a party of 50 in both formats.
  static final int ITEMS = 100;

  static final int TYPES = 100;
  static final int FILE_BYTES = 64 * 1024;
  static final int PARTY = 50;
  static final int PARTIES = 20;

  /// Between the moments that what is signed may name: nothing finer can link two credentials.
  static final Duration ROUNDED = Duration.ofDays(1);

  static final Duration PUSHED = Duration.ofSeconds(90);

  /// How long a traveller may think about a request that she has opened.
  static final Duration DECISION = Duration.ofMinutes(20);

  static final Duration CODE = Duration.ofSeconds(60);
  static final Duration OFFER = Duration.ofMinutes(10);
  static final int OFFERS_AN_HOUR = 30;
  static final int TX_CODE = 6;
  static final int WRONG_TX_CODES = 5;
  static final Duration ACCESS_TOKEN = Duration.ofMinutes(10);
  static final Duration REFRESH_TOKEN = Duration.ofDays(60);
  static final Duration NONCE = Duration.ofMinutes(5);
  static final Duration DPOP_NONCE = Duration.ofMinutes(5);

  /// How old a proof, assertion or attestation proof may be, and how far ahead a clock may run.
  static final Duration PROOF_AGE = Duration.ofMinutes(5);

  static final Duration CLOCK_AHEAD = Duration.ofSeconds(60);

  /// The longest life of a client assertion.
  static final Duration ASSERTION = Duration.ofMinutes(10);

  static final Duration DEFERRAL = Duration.ofDays(30);
  static final Duration DEFERRAL_INTERVAL = Duration.ofSeconds(5);

  static final int STATUS_LIST_SIZE = 131_072;

  /// A list is full when this share is taken, so that a free place is found by a few throws.
  static final int STATUS_LIST_FULL = STATUS_LIST_SIZE / 2;

  static final Duration STATUS_TTL = Duration.ofMinutes(5);
  static final Duration STATUS_VALID = Duration.ofHours(24);
  static final Duration METADATA_CACHED = Duration.ofMinutes(5);
  static final Duration SIGNED_METADATA = Duration.ofHours(24);
  static final Duration PARTY_CODE = Duration.ofDays(14);

  /// What a revoked or expired credential is still shown for.
  static final Duration SHOWN_AFTER = Duration.ofDays(30);

  /// Renewed when less than this is left.
  static final Duration RENEWED_BEFORE = Duration.ofDays(14);

  static final Duration SIGNER_VALID = Duration.ofDays(3 * 365);
  static final Duration AUTHORITY_VALID = Duration.ofDays(10 * 365);

  /// Calls of one network address to the endpoints that ask nobody to sign in.
  static final int CALLS = 600;

  static final Duration CALLS_WINDOW = Duration.ofMinutes(1);
  static final int ADDRESSES = 100_000;

  private CredentialLimits() {}
}
