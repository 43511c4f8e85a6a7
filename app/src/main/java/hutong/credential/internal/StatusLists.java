package hutong.credential.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hutong.credential.internal.IssuedStore.Change;
import hutong.credential.internal.IssuedStore.StatusList;
import hutong.proof.Json;
import hutong.proof.Jws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// The lists that say which credentials were revoked (Token Status List): one bit each, signed,
/// good for a day without a network.
@Component("issuedStatusLists")
class StatusLists {

  static final String TYPE = "statuslist+jwt";
  private static final String PATH = "/credentials/status/";
  private static final int REMEMBERED = 200;

  /// A signed list is made anew when this much of its life is over.
  private static final Duration RENEWED = CredentialLimits.STATUS_VALID.dividedBy(4);

  private final IssuedStore store;
  private final SignerKeys keys;
  private final Issuers issuers;
  private final InstantSource clock;
  private final Cache<UUID, Signed> signed =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterWrite(CredentialLimits.STATUS_VALID)
          .build();

  StatusLists(IssuedStore store, SignerKeys keys, Issuers issuers, InstantSource clock) {
    this.store = store;
    this.keys = keys;
    this.issuers = issuers;
    this.clock = clock;
  }

  /// A list as it is published.
  ///
  /// @param tag changes whenever the token does
  record Signed(String token, String tag, Change change, String signer, Instant madeAt) {}

  String address(UUID list) {
    return issuers.address(PATH + list);
  }

  /// The address where all lists are named.
  List<String> addresses() {
    return store.lists().stream().map(list -> address(list.id())).toList();
  }

  Optional<Signed> token(String address) {
    var prefix = issuers.address(PATH);
    if (!address.startsWith(prefix)) {
      return Optional.empty();
    }
    return parse(address.substring(prefix.length())).flatMap(this::token);
  }

  static Optional<UUID> parse(String id) {
    try {
      return id.length() == 36 ? Optional.of(UUID.fromString(id)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The token of a list as it is now.
  Optional<Signed> token(UUID id) {
    var list = store.list(id);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    var change = store.lastChange(id);
    var known = signed.getIfPresent(id);
    var now = clock.instant();
    if (known != null
        && known.change().equals(change)
        && known.signer().equals(keys.current().id())
        && !known.madeAt().isAfter(now)
        && known.madeAt().isAfter(now.minus(RENEWED))) {
      return Optional.of(known);
    }
    var fresh = sign(list.get(), change, now);
    signed.put(id, fresh);
    return Optional.of(fresh);
  }

  private Signed sign(StatusList list, Change change, Instant now) {
    ObjectNode claims = Json.object();
    claims.put("iss", issuers.identifier(IssuerProfile.OPEN));
    claims.put("sub", address(list.id()));
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(CredentialLimits.STATUS_VALID).getEpochSecond());
    claims.put("ttl", CredentialLimits.STATUS_TTL.toSeconds());
    claims
        .putObject("status_list")
        .put("bits", 1)
        .put("lst", Codes.encode(deflated(list.size(), store.revokedPlaces(list.id()))));
    var key = keys.current();
    ObjectNode header = Json.object();
    header.put("typ", TYPE).put("kid", key.id());
    Jws.addChain(header, key);
    var token = Jws.sign(key, header, Json.octets(claims));
    var tag = Codes.encode(Codes.hash(token)).substring(0, 22);
    return new Signed(token, '"' + tag + '"', change, key.id(), now);
  }

  /// One bit for each place, the least significant first, compressed with zlib.
  static byte[] deflated(int size, List<Integer> revoked) {
    byte[] bits = new byte[(size + 7) / 8];
    for (int place : revoked) {
      bits[place / 8] |= (byte) (1 << (place % 8));
    }
    var out = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (var stream = new DeflaterOutputStream(out, deflater)) {
      stream.write(bits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }
}
