package hutong.proof;

import hutong.proof.cbor.Cbor;
import hutong.proof.cbor.CborReader;
import hutong.proof.cbor.CborWriter;
import hutong.proof.cbor.Cose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A status list as it is published and kept: signed, as JWT or CWT.
///
/// @param subject the address of the list, as credentials name it
/// @param expires after this it says nothing any more; null for never
/// @param cacheFor how long a copy may be kept before asking again; null where it does not say
public record StatusListToken(
    String subject,
    StatusList list,
    Instant issued,
    @Nullable Instant expires,
    @Nullable Duration cacheFor) {

  public static final String JWT = "statuslist+jwt";
  public static final String CWT = "application/statuslist+cwt";

  private static final long SUBJECT = 2;
  private static final long EXPIRES = 4;
  private static final long ISSUED = 6;
  private static final long STATUS_LIST = 65_533;
  private static final long TTL = 65_534;

  /// What reading and verifying a token ended with.
  public sealed interface Reading {}

  /// The token holds.
  public record Sound(StatusListToken token) implements Reading {}

  /// The token does not hold, for these reasons.
  public record Refused(List<Finding> findings) implements Reading {
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  /// What a credential's entry says.
  public Optional<Finding> finding(StatusReference reference) {
    if (!reference.uri().equals(subject)) {
      return Optional.of(Finding.of(Reason.STATUS_LIST_OTHER, "status"));
    }
    try {
      return switch (list.get(reference.index())) {
        case StatusList.VALID -> Optional.empty();
        case StatusList.INVALID -> Optional.of(Finding.of(Reason.REVOKED, "status"));
        case StatusList.SUSPENDED -> Optional.of(Finding.of(Reason.SUSPENDED, "status"));
        default -> Optional.of(Finding.of(Reason.STATUS_UNKNOWN, "status"));
      };
    } catch (UnreadableException e) {
      return Optional.of(e.finding());
    }
  }

  /// True when a copy that was fetched then should be asked for again.
  public boolean staleFor(Instant fetched, Instant now) {
    return (expires != null && !now.isBefore(expires))
        || (cacheFor != null && now.isAfter(fetched.plus(cacheFor)));
  }

  /// The token as JWT.
  public String jwt(SignatureKey key) {
    ObjectNode claims = Json.object();
    claims.put("sub", subject).put("iat", issued.getEpochSecond());
    if (expires != null) {
      claims.put("exp", expires.getEpochSecond());
    }
    if (cacheFor != null) {
      claims.put("ttl", cacheFor.toSeconds());
    }
    claims.set("status_list", list.json());
    ObjectNode header = Json.object();
    header.put("typ", JWT).put("kid", key.id());
    if (!key.chain().isEmpty()) {
      Jws.addChain(header, key);
    }
    return Jws.sign(key, header, Json.octets(claims));
  }

  /// The token as CWT.
  public byte[] cwt(SignatureKey key) {
    var members = new ArrayList<Cbor.Member>();
    members.add(Cbor.member(SUBJECT, Cbor.of(subject)));
    members.add(Cbor.member(ISSUED, Cbor.of(issued.getEpochSecond())));
    if (expires != null) {
      members.add(Cbor.member(EXPIRES, Cbor.of(expires.getEpochSecond())));
    }
    if (cacheFor != null) {
      members.add(Cbor.member(TTL, Cbor.of(cacheFor.toSeconds())));
    }
    var status =
        Cbor.members(
            Cbor.member("bits", Cbor.of(list.bits())),
            Cbor.member("lst", Cbor.of(list.compressed())));
    members.add(Cbor.member(STATUS_LIST, status));
    byte[] payload = CborWriter.write(new Cbor.Members(members));
    var typed = List.of(Cose.typed(CWT), Cose.keyId(key.id()));
    return CborWriter.write(Cbor.tagged(Cose.SIGN1, Cose.sign(key, typed, payload, true, false)));
  }

  /// Reads and verifies a JWT that was fetched from this address.
  public static Reading verifyJwt(String text, String address, IssuerTrust trust, Instant now) {
    var findings = new ArrayList<Finding>();
    try {
      var token = Jws.read(text);
      if (!token.type().equals(JWT)) {
        findings.add(Finding.of(Reason.TYPE_WRONG, "typ"));
      }
      if (!token.faults().isEmpty()) {
        findings.addAll(token.faults());
        return new Refused(findings);
      }
      var claims = token.claims();
      var key = trust.keyFor(token.header(), claims, now);
      findings.addAll(token.verify(key, SignatureAlgorithm.forCredentials()));
      var read =
          new StatusListToken(
              Json.text(claims, "sub").orElse(""),
              StatusList.read(claims.path("status_list")),
              time(claims.get("iat"), "iat"),
              claims.has("exp") ? time(claims.get("exp"), "exp") : null,
              claims.has("ttl") ? duration(claims.get("ttl")) : null);
      return judged(read, address, now, findings);
    } catch (UnreadableException e) {
      findings.add(e.finding());
      return new Refused(findings);
    }
  }

  /// Reads and verifies a CWT that was fetched from this address.
  public static Reading verifyCwt(byte[] octets, String address, IssuerTrust trust, Instant now) {
    var findings = new ArrayList<Finding>();
    try {
      var cose = Cose.read(octets, Cose.SIGN1, "cwt");
      if (!Set.of(CWT, "statuslist+cwt").contains(cose.type())) {
        findings.add(Finding.of(Reason.TYPE_WRONG, "typ"));
      }
      if (!(CborReader.read(cose.payload(), "cwt") instanceof Cbor.Members claims)) {
        throw new UnreadableException(Reason.STATUS_UNREADABLE, "cwt");
      }
      ObjectNode header = Json.object();
      cose.keyId().ifPresent(id -> header.put("kid", id));
      var chain = cose.chain("cwt");
      if (!chain.isEmpty()) {
        Certificates.addTo(header, chain);
      }
      var key = trust.keyFor(header, Json.object(), now);
      findings.addAll(cose.verify(key, cose.payload(), SignatureAlgorithm.forCredentials(), "cwt"));
      if (!(claims.find(STATUS_LIST).orElse(Cbor.NULL) instanceof Cbor.Members status)
          || !(status.find("lst").orElse(Cbor.NULL) instanceof Cbor.Octets(var compressed))
          || !(claims.find(SUBJECT).orElse(Cbor.NULL) instanceof Cbor.Text(var subject))) {
        throw new UnreadableException(Reason.STATUS_UNREADABLE, "cwt");
      }
      int bits = Math.toIntExact(Math.min(64, seconds(status.find("bits"), "bits")));
      var read =
          new StatusListToken(
              subject,
              StatusList.read(bits, compressed),
              Instant.ofEpochSecond(seconds(claims.find(ISSUED), "iat")),
              claims.find(EXPIRES).isPresent()
                  ? Instant.ofEpochSecond(seconds(claims.find(EXPIRES), "exp"))
                  : null,
              claims.find(TTL).isPresent()
                  ? Duration.ofSeconds(seconds(claims.find(TTL), "ttl"))
                  : null);
      return judged(read, address, now, findings);
    } catch (UnreadableException e) {
      findings.add(e.finding());
      return new Refused(findings);
    }
  }

  private static Reading judged(
      StatusListToken token, String address, Instant now, List<Finding> findings) {
    if (!token.subject().equals(address)) {
      findings.add(Finding.of(Reason.STATUS_LIST_OTHER, "sub"));
    }
    if (token.expires() != null && !now.isBefore(token.expires())) {
      findings.add(Finding.of(Reason.EXPIRED, "exp"));
    }
    if (token.issued().isAfter(now.plus(ProofLimits.CLOCK_SKEW))) {
      findings.add(Finding.of(Reason.NOT_YET_VALID, "iat"));
    }
    return findings.isEmpty() ? new Sound(token) : new Refused(findings);
  }

  private static long seconds(Optional<Cbor> value, String name) throws UnreadableException {
    if (value.isPresent()
        && value.get() instanceof Cbor.Whole(var number)
        && number.signum() >= 0
        && number.bitLength() < 36) {
      return number.longValue();
    }
    throw new UnreadableException(Reason.TIME_UNREADABLE, name);
  }

  private static Instant time(@Nullable JsonNode value, String name) throws UnreadableException {
    if (value == null || !value.isNumber() || Math.abs(value.doubleValue()) > 1L << 36) {
      throw new UnreadableException(Reason.TIME_UNREADABLE, name);
    }
    return Instant.ofEpochSecond(value.decimalValue().longValue());
  }

  private static Duration duration(@Nullable JsonNode value) throws UnreadableException {
    var positive = time(value, "ttl");
    if (positive.getEpochSecond() <= 0) {
      throw new UnreadableException(Reason.TIME_UNREADABLE, "ttl");
    }
    return Duration.ofSeconds(positive.getEpochSecond());
  }
}
