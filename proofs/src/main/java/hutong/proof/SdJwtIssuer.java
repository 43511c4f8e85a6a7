package hutong.proof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Issues credentials as SD-JWT (RFC 9901) and SD-JWT VC.
public final class SdJwtIssuer {

  /// Claims that decide whether the credential may be believed; SD-JWT VC forbids to hide them.
  static final Set<String> ALWAYS_OPEN =
      Set.of("iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status");

  private static final int SALT = 16;

  private final SignatureKey key;
  private final SecureRandom random;

  public SdJwtIssuer(SignatureKey key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  /// The credential with all its disclosures, ended by a tilde. Names the key by `kid`, and carries
  /// its certificates in `x5c` when it has any.
  public String issue(NewSdJwt credential) {
    var work = new Hiding(credential);
    ObjectNode payload = work.object(credential.claims(), "", 0);
    if (!work.unused.isEmpty()) {
      throw new IllegalArgumentException("Nothing to hide at " + work.unused);
    }
    if (!work.disclosures.isEmpty() || credential.decoys() > 0) {
      payload.put("_sd_alg", "sha-256");
    }
    ObjectNode header = Json.object();
    header.put("typ", credential.type());
    header.put("kid", key.id());
    if (!key.chain().isEmpty()) {
      Jws.addChain(header, key);
    }
    var token = new StringBuilder(Jws.sign(key, header, Json.octets(payload)));
    token.append('~');
    work.disclosures.forEach(disclosure -> token.append(disclosure).append('~'));
    return token.toString();
  }

  /// One credential being taken apart.
  private final class Hiding {

    private final NewSdJwt credential;
    private final Set<String> unused;
    private final boolean hidesBelow;
    private final List<String> disclosures = new ArrayList<>();
    private final MessageDigest digest = Digests.named("SHA-256");
    private final byte[] pool;
    private int poolAt;

    Hiding(NewSdJwt credential) {
      this.credential = credential;
      this.unused = new TreeSet<>(credential.hidden());
      this.hidesBelow = !credential.hidden().isEmpty();
      this.pool = new byte[SALT * Math.max(1, credential.hidden().size())];
      random.nextBytes(pool);
    }

    ObjectNode object(ObjectNode open, String path, int depth) {
      ObjectNode shown = Json.object();
      List<String> digests = new ArrayList<>();
      for (Map.Entry<String, JsonNode> member : open.properties()) {
        String name = member.getKey();
        String here = path + "/" + name.replace("~", "~0").replace("/", "~1");
        if (name.equals("_sd") || name.equals("...") || name.equals("_sd_alg")) {
          throw new IllegalArgumentException("A claim may not be named " + name);
        }
        JsonNode value = below(member.getValue(), here, depth);
        if (unused.remove(here)) {
          if (depth == 0 && ALWAYS_OPEN.contains(name)) {
            throw new IllegalArgumentException("This claim stays open: " + name);
          }
          ArrayNode disclosure = Json.array();
          disclosure.add(salt()).add(name).add(value);
          digests.add(disclose(disclosure));
        } else {
          shown.set(name, value);
        }
      }
      if (!digests.isEmpty()) {
        for (int i = 0; i < credential.decoys(); i++) {
          byte[] nothing = new byte[32];
          random.nextBytes(nothing);
          digests.add(Base64Url.encode(digest.digest(nothing)));
        }
        // In the order of their values, which says nothing about the order of the claims.
        Collections.sort(digests);
        ArrayNode list = shown.putArray("_sd");
        digests.forEach(list::add);
      }
      return shown;
    }

    private ArrayNode array(ArrayNode open, String path, int depth) {
      ArrayNode shown = Json.array();
      for (int i = 0; i < open.size(); i++) {
        String here = path + "/" + i;
        JsonNode value = below(open.get(i), here, depth);
        if (unused.remove(here)) {
          ArrayNode disclosure = Json.array();
          disclosure.add(salt()).add(value);
          shown.addObject().put("...", disclose(disclosure));
        } else {
          shown.add(value);
        }
      }
      return shown;
    }

    private JsonNode below(JsonNode value, String path, int depth) {
      if (!hidesBelow || !value.isContainer()) {
        return value;
      }
      return value instanceof ObjectNode object
          ? object(object, path, depth + 1)
          : array((ArrayNode) value, path, depth + 1);
    }

    private String disclose(ArrayNode disclosure) {
      String text = Base64Url.encode(Json.octets(disclosure));
      disclosures.add(text);
      return Base64Url.encode(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private String salt() {
      byte[] salt = new byte[SALT];
      System.arraycopy(pool, poolAt, salt, 0, SALT);
      poolAt += SALT;
      return Base64Url.encode(salt);
    }
  }
}
