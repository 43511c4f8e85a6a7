package hutong.proof.seal;

import hutong.proof.Finding;
import hutong.proof.IssuerTrust;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.ProofLimits;
import hutong.proof.Reason;
import hutong.proof.SignatureAlgorithm;
import hutong.proof.SignatureKey;
import hutong.proof.StatusReference;
import hutong.proof.UnreadableException;
import hutong.proof.cbor.Cbor;
import hutong.proof.cbor.CborReader;
import hutong.proof.cbor.CborWriter;
import hutong.proof.cbor.Cose;
import hutong.proof.mdoc.Elements;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A credential small enough for a QR code on paper: `HT1:` and the base45 of a compressed, signed
/// CBOR web token. Its claims are those the holder chose to print; none of them is hidden.
///
/// @param type of the credential, as `vct` in an SD-JWT VC
/// @param claims what the paper says
/// @param status null where no status list knows it
public record CompactCode(
    String issuer,
    String type,
    ObjectNode claims,
    Instant issued,
    Instant expires,
    @Nullable StatusReference status) {

  public static final String PREFIX = "HT1:";

  private static final long ISSUER = 1;
  private static final long EXPIRES = 4;
  private static final long ISSUED = 6;
  private static final long STATUS = 65_535;
  private static final long TYPE = -70_001;
  private static final long CLAIMS = -70_002;

  /// What was found in a code. The content may be used only when nothing is wrong.
  ///
  /// @param content null where the code cannot be read
  public record Reading(@Nullable CompactCode content, List<Finding> findings) {
    public Reading {
      findings = List.copyOf(findings);
    }

    public Optional<CompactCode> findContent() {
      return Optional.ofNullable(content);
    }
  }

  /// The text of the code, signed.
  public String sign(SignatureKey key) {
    var members = new ArrayList<Cbor.Member>();
    members.add(Cbor.member(ISSUER, Cbor.of(issuer)));
    members.add(Cbor.member(EXPIRES, Cbor.of(expires.getEpochSecond())));
    members.add(Cbor.member(ISSUED, Cbor.of(issued.getEpochSecond())));
    members.add(Cbor.member(TYPE, Cbor.of(type)));
    members.add(Cbor.member(CLAIMS, Elements.of(claims)));
    if (status != null) {
      var entry =
          Cbor.members(
              Cbor.member("idx", Cbor.of(status.index())),
              Cbor.member("uri", Cbor.of(status.uri())));
      members.add(Cbor.member(STATUS, Cbor.members(Cbor.member("status_list", entry))));
    }
    byte[] payload = CborWriter.write(new Cbor.Members(members));
    var signed = Cose.sign(key, List.of(Cose.keyId(key.id())), payload, false, false);
    byte[] octets = CborWriter.write(Cbor.tagged(Cose.SIGN1, signed));
    return PREFIX + Base45.encode(deflate(octets));
  }

  /// Reads and verifies the text of a code.
  public static Reading verify(String text, IssuerTrust trust, Instant now) {
    var findings = new ArrayList<Finding>();
    try {
      if (text.length() > ProofLimits.SEAL) {
        throw new UnreadableException(Reason.TOO_LONG, "code");
      }
      byte[] octets =
          Optional.of(text)
              .filter(each -> each.startsWith(PREFIX))
              .flatMap(each -> Base45.decode(each.substring(PREFIX.length())))
              .orElseThrow(() -> new UnreadableException(Reason.SEAL_UNREADABLE, "code"));
      var cose = Cose.read(inflate(octets), Cose.SIGN1, "code");
      if (!(CborReader.read(cose.payload(), "code") instanceof Cbor.Members claims)) {
        throw new UnreadableException(Reason.SEAL_UNREADABLE, "code");
      }
      var content = content(claims);
      ObjectNode header = Json.object();
      cose.keyId().ifPresent(id -> header.put("kid", id));
      ObjectNode named = Json.object();
      named.put("iss", content.issuer());
      try {
        Jwk key = trust.keyFor(header, named, now);
        findings.addAll(
            cose.verify(key, cose.payload(), SignatureAlgorithm.forCredentials(), "code"));
      } catch (UnreadableException e) {
        findings.add(e.finding());
      }
      if (!now.isBefore(content.expires())) {
        findings.add(Finding.of(Reason.EXPIRED, "code"));
      }
      if (content.issued().isAfter(now.plus(ProofLimits.CLOCK_SKEW))) {
        findings.add(Finding.of(Reason.NOT_YET_VALID, "code"));
      }
      return new Reading(content, findings);
    } catch (UnreadableException e) {
      findings.add(e.finding());
      return new Reading(null, findings);
    }
  }

  private static CompactCode content(Cbor.Members claims) throws UnreadableException {
    if (claims.find(ISSUER).orElse(Cbor.NULL) instanceof Cbor.Text(var issuer)
        && claims.find(TYPE).orElse(Cbor.NULL) instanceof Cbor.Text(var type)
        && claims.find(CLAIMS).orElse(Cbor.NULL) instanceof Cbor.Members said
        && Elements.json(said) instanceof ObjectNode json) {
      return new CompactCode(
          issuer,
          type,
          json,
          time(claims, ISSUED),
          time(claims, EXPIRES),
          status(claims.find(STATUS).orElse(Cbor.NULL)));
    }
    throw new UnreadableException(Reason.SEAL_UNREADABLE, "code");
  }

  private static Instant time(Cbor.Members claims, long name) throws UnreadableException {
    if (claims.find(name).orElse(Cbor.NULL) instanceof Cbor.Whole(var seconds)
        && seconds.bitLength() < 36) {
      return Instant.ofEpochSecond(seconds.longValue());
    }
    throw new UnreadableException(Reason.TIME_UNREADABLE, "code");
  }

  private static @Nullable StatusReference status(Cbor claim) {
    return Elements.json(claim) instanceof ObjectNode status
        ? StatusReference.of(Json.object().set("status", status)).orElse(null)
        : null;
  }

  private static byte[] deflate(byte[] octets) {
    var deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(octets);
      deflater.finish();
      byte[] buffer = new byte[octets.length + 64];
      int length = deflater.deflate(buffer);
      return Arrays.copyOf(buffer, length);
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflate(byte[] octets) throws UnreadableException {
    var inflater = new Inflater();
    try {
      inflater.setInput(octets);
      var out = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      while (!inflater.finished()) {
        int read = inflater.inflate(buffer);
        if (read == 0 && !inflater.finished()) {
          throw new UnreadableException(Reason.SEAL_TRUNCATED, "code");
        }
        out.write(buffer, 0, read);
        if (out.size() > ProofLimits.SEAL) {
          throw new UnreadableException(Reason.TOO_LONG, "code");
        }
      }
      if (inflater.getRemaining() > 0) {
        throw new UnreadableException(Reason.SEAL_TRAILING, "code");
      }
      return out.toByteArray();
    } catch (DataFormatException notZlib) {
      throw new UnreadableException(Reason.SEAL_UNREADABLE, "code");
    } finally {
      inflater.end();
    }
  }
}
