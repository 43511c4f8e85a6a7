package hutong.proof.mdoc;

import hutong.proof.Base64Url;
import hutong.proof.Jwk;
import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import hutong.proof.cbor.Cbor;
import hutong.proof.cbor.CborReader;
import hutong.proof.cbor.CborWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// What a device signs so that its answer fits one session with one reader only.
///
/// @param item device engagement, reader key and handover
public record SessionTranscript(Cbor.Items item) {

  /// The transcript that octets are, with or without the tag of embedded CBOR.
  public static SessionTranscript read(byte[] octets) throws UnreadableException {
    Cbor read = CborReader.read(octets, "transcript");
    if (read instanceof Cbor.Tagged(long tag, Cbor.Octets(var inner), _) && tag == Cbor.EMBEDDED) {
      read = CborReader.read(inner, "transcript");
    }
    if (read instanceof Cbor.Items items && items.values().size() == 3) {
      return new SessionTranscript(items);
    }
    throw new UnreadableException(Reason.TRANSCRIPT_UNREADABLE, "transcript");
  }

  /// Near, after a QR code: the octets of the engagement and of the reader's COSE key.
  public static SessionTranscript afterQr(byte[] deviceEngagement, byte[] readerKey) {
    return near(deviceEngagement, readerKey, Cbor.NULL);
  }

  /// Near, after NFC: the messages of the handover, the request absent for a static one.
  public static SessionTranscript afterNfc(
      byte[] deviceEngagement, byte[] readerKey, byte[] select, byte @Nullable [] request) {
    Cbor asked = request == null ? Cbor.NULL : Cbor.of(request);
    return near(deviceEngagement, readerKey, Cbor.list(Cbor.of(select), asked));
  }

  private static SessionTranscript near(byte[] engagement, byte[] readerKey, Cbor handover) {
    return new SessionTranscript(
        Cbor.list(Cbor.embedded(engagement), Cbor.embedded(readerKey), handover));
  }

  /// Online by OpenID4VP 1.0 (annex B.2.6.1): redirects and `direct_post`.
  ///
  /// @param encryption the verifier's key that the answer is encrypted for; null when it is not
  public static SessionTranscript openId4Vp(
      String clientId, String nonce, @Nullable Jwk encryption, String responseUri) {
    var info =
        Cbor.list(Cbor.of(clientId), Cbor.of(nonce), thumbprint(encryption), Cbor.of(responseUri));
    return online(Cbor.list(Cbor.of("OpenID4VPHandover"), hash(info)));
  }

  /// Online by OpenID4VP 1.0 over the browser's credentials interface (annex B.2.6.2).
  public static SessionTranscript browser(String origin, String nonce, @Nullable Jwk encryption) {
    var info = Cbor.list(Cbor.of(origin), Cbor.of(nonce), thumbprint(encryption));
    return online(Cbor.list(Cbor.of("OpenID4VPDCAPIHandover"), hash(info)));
  }

  /// Online by ISO/IEC TS 18013-7 annex B, which older wallets speak.
  public static SessionTranscript annexB(
      String clientId, String responseUri, String nonce, String mdocNonce) {
    return online(
        Cbor.list(
            hash(Cbor.list(Cbor.of(clientId), Cbor.of(mdocNonce))),
            hash(Cbor.list(Cbor.of(responseUri), Cbor.of(mdocNonce))),
            Cbor.of(nonce)));
  }

  /// Online by ISO/IEC TS 18013-7 annex C, over the browser's credentials interface.
  public static SessionTranscript annexC(String encryptionInfo, String origin) {
    return online(
        Cbor.list(Cbor.of("dcapi"), hash(Cbor.list(Cbor.of(encryptionInfo), Cbor.of(origin)))));
  }

  private static SessionTranscript online(Cbor handover) {
    return new SessionTranscript(Cbor.list(Cbor.NULL, Cbor.NULL, handover));
  }

  private static Cbor thumbprint(@Nullable Jwk key) {
    return key == null ? Cbor.NULL : Cbor.of(Base64Url.decode(key.thumbprint()).orElseThrow());
  }

  private static Cbor hash(Cbor item) {
    return Cbor.of(sha256(CborWriter.write(item)));
  }

  static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /// The octets of the transcript.
  public byte[] octets() {
    return CborWriter.write(item);
  }

  /// What the device signs or seals: the whole structure, as CBOR inside octets.
  byte[] deviceAuthentication(String docType, Cbor deviceNameSpaces) {
    return CborWriter.write(
        Cbor.embedded(
            Cbor.list(Cbor.of("DeviceAuthentication"), item, Cbor.of(docType), deviceNameSpaces)));
  }
}
