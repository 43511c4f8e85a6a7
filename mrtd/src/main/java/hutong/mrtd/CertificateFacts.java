package hutong.mrtd;

import java.time.Instant;

/// What may be shown of a certificate: names, two-letter country in capitals, serial number in
/// hexadecimal, validity, kind of key, SHA-256 fingerprint.
public record CertificateFacts(
    String subject,
    String issuer,
    String country,
    String serial,
    Instant notBefore,
    Instant notAfter,
    String key,
    String fingerprint) {}
