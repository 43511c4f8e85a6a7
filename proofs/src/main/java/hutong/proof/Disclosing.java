package hutong.proof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Puts what was disclosed back in its place, by every rule of RFC 9901, section 7.1.
final class Disclosing {

  private static final Map<String, String> HASHES =
      Map.of(
          "sha-256", "SHA-256",
          "sha-384", "SHA-384",
          "sha-512", "SHA-512",
          "sha3-256", "SHA3-256",
          "sha3-384", "SHA3-384",
          "sha3-512", "SHA3-512");

  private static final class Piece {
    final String text;
    final ArrayNode array;
    boolean used;

    Piece(String text, ArrayNode array) {
      this.text = text;
      this.array = array;
    }
  }

  private final Map<String, Piece> byDigest = new HashMap<>();
  private final Set<String> digests = new HashSet<>();
  private final List<SdJwt.Disclosed> places = new ArrayList<>();
  private final List<Finding> findings;
  private ObjectNode claims = Json.object();

  private Disclosing(List<Finding> findings) {
    this.findings = findings;
  }

  static Disclosing of(ObjectNode payload, List<String> disclosures, List<Finding> findings) {
    var work = new Disclosing(findings);
    var hash = work.hash(payload);
    if (hash.isEmpty()) {
      // Nothing can be put back, but what stands open is still judged.
      work.claims = payload.deepCopy();
    } else {
      work.read(disclosures, Digests.named(hash));
      work.claims = work.object(payload, "", 0);
      for (var piece : work.byDigest.values()) {
        if (!piece.used) {
          work.add(Reason.DISCLOSURE_UNREFERENCED, "");
        }
      }
    }
    return work;
  }

  ObjectNode claims() {
    return claims;
  }

  List<SdJwt.Disclosed> places() {
    return List.copyOf(places);
  }

  static String javaName(String algorithm) {
    return HASHES.getOrDefault(algorithm, "SHA-256");
  }

  private String hash(ObjectNode payload) {
    var named = payload.get("_sd_alg");
    if (named == null) {
      return "SHA-256";
    }
    var known = named.isString() ? HASHES.get(named.stringValue()) : null;
    if (known == null) {
      add(Reason.HASH_ALGORITHM_UNKNOWN, "/_sd_alg");
      return "";
    }
    return known;
  }

  private void read(List<String> disclosures, MessageDigest digest) {
    if (disclosures.size() > ProofLimits.DISCLOSURES) {
      add(Reason.TOO_MANY_DISCLOSURES, "disclosures");
      return;
    }
    for (int i = 0; i < disclosures.size(); i++) {
      var text = disclosures.get(i);
      var where = "disclosure " + i;
      var octets = Base64Url.decode(text);
      if (octets.isEmpty() || text.isEmpty()) {
        add(Reason.DISCLOSURE_ENCODING, where);
        continue;
      }
      try {
        var value = Json.read(octets.get(), Reason.DISCLOSURE_UNREADABLE, where);
        if (!(value instanceof ArrayNode array)) {
          add(Reason.DISCLOSURE_NOT_ARRAY, where);
        } else if (!shaped(array)) {
          add(Reason.DISCLOSURE_SHAPE, where);
        } else {
          var key = Base64Url.encode(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
          if (byDigest.put(key, new Piece(text, array)) != null) {
            add(Reason.DISCLOSURE_TWICE, where);
          }
        }
      } catch (UnreadableException e) {
        findings.add(e.finding());
      }
    }
  }

  private static boolean shaped(ArrayNode array) {
    return switch (array.size()) {
      case 2 -> array.get(0).isString();
      case 3 -> array.get(0).isString() && array.get(1).isString();
      default -> false;
    };
  }

  private ObjectNode object(ObjectNode from, String path, int depth) {
    ObjectNode into = Json.object();
    if (depth > ProofLimits.DEPTH) {
      add(Reason.TOO_LONG, path);
      return into;
    }
    for (Map.Entry<String, JsonNode> member : from.properties()) {
      var name = member.getKey();
      switch (name) {
        case "_sd" -> {
          if (!member.getValue().isArray()) {
            add(Reason.DIGEST_UNREADABLE, path + "/_sd");
          }
        }
        case "_sd_alg" -> {
          if (depth > 0) {
            add(Reason.HASH_ALGORITHM_MISPLACED, path);
          }
        }
        case "..." -> add(Reason.CLAIM_NAME_RESERVED, path);
        default -> into.set(name, value(member.getValue(), pointer(path, name), depth + 1));
      }
    }
    if (from.get("_sd") instanceof ArrayNode list) {
      for (var each : list) {
        if (!each.isString()) {
          add(Reason.DIGEST_UNREADABLE, path + "/_sd");
        } else if (once(each.stringValue(), path)) {
          member(each.stringValue(), into, path, depth);
        }
      }
    }
    return into;
  }

  private void member(String digest, ObjectNode into, String path, int depth) {
    var piece = byDigest.get(digest);
    if (piece == null || piece.used) {
      return;
    }
    piece.used = true;
    if (piece.array.size() != 3) {
      add(Reason.DISCLOSURE_WRONG_PLACE, path);
      return;
    }
    var name = piece.array.get(1).stringValue();
    if (name.equals("_sd") || name.equals("...") || name.equals("_sd_alg")) {
      add(Reason.CLAIM_NAME_RESERVED, path);
      return;
    }
    if (into.has(name)) {
      add(Reason.CLAIM_TWICE, pointer(path, name));
      return;
    }
    places.add(new SdJwt.Disclosed(pointer(path, name), piece.text));
    into.set(name, value(piece.array.get(2), pointer(path, name), depth + 1));
  }

  private JsonNode value(JsonNode value, String path, int depth) {
    return switch (value) {
      case ObjectNode object -> object(object, path, depth);
      case ArrayNode array -> array(array, path, depth);
      default -> value;
    };
  }

  private ArrayNode array(ArrayNode from, String path, int depth) {
    ArrayNode into = Json.array();
    if (depth > ProofLimits.DEPTH) {
      add(Reason.TOO_LONG, path);
      return into;
    }
    for (int i = 0; i < from.size(); i++) {
      if (from.get(i) instanceof ObjectNode object && object.has("...")) {
        element(object, into, path, i, depth);
      } else {
        into.add(value(from.get(i), path + "/" + i, depth + 1));
      }
    }
    return into;
  }

  private void element(ObjectNode stand, ArrayNode into, String path, int at, int depth) {
    var digest = stand.get("...");
    if (stand.size() != 1 || !digest.isString()) {
      add(Reason.CLAIM_NAME_RESERVED, path + "/" + at);
      return;
    }
    if (!once(digest.stringValue(), path)) {
      return;
    }
    var piece = byDigest.get(digest.stringValue());
    if (piece == null || piece.used) {
      return;
    }
    piece.used = true;
    if (piece.array.size() != 2) {
      add(Reason.DISCLOSURE_WRONG_PLACE, path + "/" + at);
      return;
    }
    places.add(new SdJwt.Disclosed(path + "/" + at, piece.text));
    into.add(value(piece.array.get(1), path + "/" + at, depth + 1));
  }

  private boolean once(String digest, String path) {
    if (!digests.add(digest)) {
      add(Reason.DIGEST_TWICE, path);
      return false;
    }
    return true;
  }

  private static String pointer(String path, String name) {
    return path + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  // The place of a claim is its name, which is no secret; its value is never repeated.
  private void add(Reason reason, String where) {
    findings.add(Finding.of(reason, where));
  }
}
