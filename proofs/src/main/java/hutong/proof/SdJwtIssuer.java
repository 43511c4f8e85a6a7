package hutong.proof;

import hutong.mrtd.CryptoProviders;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Issues credentials as SD-JWT (RFC 9901) and SD-JWT VC.
public final class SdJwtIssuer {

  /// Claims that decide whether the credential may be believed; SD-JWT VC forbids to hide them.
  static final Set<String> ALWAYS_OPEN =
      Set.of("iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status");

  // 144 bits, so that many salts are encoded in one go and each is 24 letters of it.
  private static final int SALT = 18;
  private static final int SALT_LETTERS = 24;
  private static final int MOST_TYPES = 16;

  /// The letters of ASCII that stand in JSON as they are.
  private static final boolean[] PLAIN = plain();

  private static boolean[] plain() {
    boolean[] plain = new boolean[128];
    Arrays.fill(plain, 0x20, 0x7f, true);
    plain['"'] = false;
    plain['\\'] = false;
    return plain;
  }

  private final SignatureKey key;
  private final SecureRandom random;
  private final Map<String, String> headers = new ConcurrentHashMap<>();

  /// Issues with this key, drawing salts from the provider that serves fastest here.
  public SdJwtIssuer(SignatureKey key) {
    this(key, CryptoProviders.fastest().random());
  }

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
    var content = header(credential.type()) + "." + Base64Url.encode(Json.octets(payload));
    byte[] signature = key.sign(content.getBytes(StandardCharsets.ISO_8859_1));
    var token = new ByteArrayOutputStream(content.length() + 128 + work.disclosures.size() * 128);
    token.writeBytes(content.getBytes(StandardCharsets.ISO_8859_1));
    token.write('.');
    token.writeBytes(Base64Url.encodeToOctets(signature));
    token.write('~');
    for (byte[] disclosure : work.disclosures) {
      token.writeBytes(disclosure);
      token.write('~');
    }
    return token.toString(StandardCharsets.ISO_8859_1);
  }

  // The same for every credential of a type.
  private String header(String type) {
    var known = headers.get(type);
    if (known != null) {
      return known;
    }
    ObjectNode header = Json.object();
    header.put("alg", key.algorithm().joseName());
    header.put("typ", type);
    header.put("kid", key.id());
    if (!key.chain().isEmpty()) {
      Jws.addChain(header, key);
    }
    var made = Base64Url.encode(Json.octets(header));
    if (headers.size() < MOST_TYPES) {
      headers.put(type, made);
    }
    return made;
  }

  /// One credential being taken apart.
  private final class Hiding {

    private final NewSdJwt credential;
    private final Set<String> unused;
    private final boolean hidesBelow;
    private final List<byte[]> disclosures = new ArrayList<>();
    private final MessageDigest digest = Digests.named("SHA-256");
    private final String salts;
    private int saltAt;

    Hiding(NewSdJwt credential) {
      this.credential = credential;
      this.unused = new HashSet<>(credential.hidden());
      this.hidesBelow = !credential.hidden().isEmpty();
      byte[] pool = new byte[SALT * Math.max(1, credential.hidden().size())];
      random.nextBytes(pool);
      this.salts = Base64Url.encode(pool);
    }

    ObjectNode object(ObjectNode open, String path, int depth) {
      ObjectNode shown = Json.object();
      List<String> digests = new ArrayList<>();
      for (Map.Entry<String, JsonNode> member : open.properties()) {
        String name = member.getKey();
        String here = hidesBelow ? pointer(path, name) : path;
        if (name.equals("_sd") || name.equals("...") || name.equals("_sd_alg")) {
          throw new IllegalArgumentException("A claim may not be named " + name);
        }
        JsonNode value = below(member.getValue(), here, depth);
        if (unused.remove(here)) {
          if (depth == 0 && ALWAYS_OPEN.contains(name)) {
            throw new IllegalArgumentException("This claim stays open: " + name);
          }
          digests.add(disclose(name, value));
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

    private static String pointer(String path, String name) {
      boolean plain = name.indexOf('~') < 0 && name.indexOf('/') < 0;
      return path + "/" + (plain ? name : name.replace("~", "~0").replace("/", "~1"));
    }

    private ArrayNode array(ArrayNode open, String path, int depth) {
      ArrayNode shown = Json.array();
      for (int i = 0; i < open.size(); i++) {
        String here = path + "/" + i;
        JsonNode value = below(open.get(i), here, depth);
        if (unused.remove(here)) {
          shown.addObject().put("...", disclose(null, value));
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

    // Issuing is measured: a disclosure is written by hand, as a mapper costs more than the hash.
    private String disclose(@Nullable String name, JsonNode value) {
      var json = new StringBuilder(96);
      json.append("[\"").append(salt()).append("\",");
      if (name != null) {
        text(json, name);
        json.append(',');
      }
      if (value.isString()) {
        text(json, value.stringValue());
      } else {
        json.append(Json.write(value));
      }
      json.append(']');
      byte[] text = Base64Url.encodeToOctets(json.toString().getBytes(StandardCharsets.UTF_8));
      disclosures.add(text);
      return Base64Url.encode(digest.digest(text));
    }

    private static void text(StringBuilder json, String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c < 128 ? !PLAIN[c] : Character.isSurrogate(c)) {
          json.append(Json.MAPPER.writeValueAsString(text));
          return;
        }
      }
      json.append('"').append(text).append('"');
    }

    private String salt() {
      saltAt += SALT_LETTERS;
      return salts.substring(saltAt - SALT_LETTERS, saltAt);
    }
  }
}
