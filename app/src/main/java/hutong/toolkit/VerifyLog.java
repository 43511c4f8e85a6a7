package hutong.toolkit;

import hutong.audit.Cosignature;
import hutong.audit.Cosignature.Witness;
import hutong.audit.HeadVerifier;
import hutong.audit.LogHead;
import hutong.audit.MerkleProofs;
import hutong.audit.MerkleTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `./hutong verify log`: checks the log with nothing but its public key.
///
/// A file is the export of `/console/log.jsonl`, one `{"index":…,"leaf":"…"}` a line from the first
/// entry to the last (or the other way round), and the heads the auditor holds: yesterday's and
/// today's. Every head must be signed with the key, and each must be the root over as many rows of
/// the file as it names: whoever deletes, changes or moves a row cannot make yesterday's head fit.
///
/// An address asks a running Hutong for its newest head and for the proof that the log only grew
/// since each head that is held.
public final class VerifyLog {

  static final int SOUND = 0;
  static final int BROKEN = 1;
  static final int MISUSED = 64;

  private static final int LONGEST_ANSWER = 1_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// How a check ended: the first thing found wrong, or nothing.
  public record Verdict(String code, String sentence, long entries, long covered) {

    /// Whether nothing was found wrong.
    public boolean sound() {
      return code.equals("SOUND");
    }

    static Verdict broken(String code, String sentence) {
      return new Verdict(code, sentence, 0, 0);
    }
  }

  /// Something was given that cannot be read, or a check failed; ends the work at once.
  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    Broken(String code, String sentence) {
      super(sentence);
      this.code = code;
    }
  }

  private final PublicKey key;
  private final List<Witness> witnesses;

  public VerifyLog(PublicKey key, List<Witness> witnesses) {
    this.key = key;
    this.witnesses = List.copyOf(witnesses);
  }

  /// Ends with 0 sound, 1 broken, 64 not understood.
  public static void main(String[] args) throws IOException, InterruptedException {
    String key = null;
    var heads = new ArrayList<String>();
    var witnesses = new ArrayList<Witness>();
    var what = new ArrayList<String>();
    try {
      for (int i = 0; i < args.length; i++) {
        boolean more = i + 1 < args.length;
        if (args[i].equals("--key") && more) {
          key = given(args[++i]);
        } else if (args[i].equals("--head") && more) {
          heads.add(given(args[++i]));
        } else if (args[i].equals("--witness") && more) {
          witnesses.add(Witness.parse(given(args[++i])));
        } else {
          what.add(args[i]);
        }
      }
      if (key == null || what.size() != 1) {
        System.err.println(
            "verify log FILE|-|URL --key KEY [--head NOTE]... [--witness NAME+HASH+KEY]...");
        System.exit(MISUSED);
        return;
      }
      var verifier = new VerifyLog(key(key), witnesses);
      var verdict = verifier.check(what.getFirst(), heads);
      System.out.println(JSON.writeValueAsString(verdict));
      System.exit(verdict.sound() ? SOUND : BROKEN);
    } catch (IllegalArgumentException notUnderstood) {
      System.err.println(notUnderstood.getMessage());
      System.exit(MISUSED);
    }
  }

  private Verdict check(String what, List<String> heads) throws IOException, InterruptedException {
    if (what.startsWith("https://") || what.startsWith("http://")) {
      return running(what.replaceFirst("/+$", ""), heads);
    }
    if (what.equals("-")) {
      return rows(new InputStreamReader(System.in, StandardCharsets.UTF_8), heads);
    }
    try (var rows = Files.newBufferedReader(Path.of(what), StandardCharsets.UTF_8)) {
      return rows(rows, heads);
    }
  }

  /// The rows of an export against signed heads; lines `{"note":"…"}` in it are heads as well.
  public Verdict rows(Reader export, List<String> notes) throws IOException {
    try {
      var given = new ArrayList<>(notes);
      var leaves = leaves(export, given);
      if (given.isEmpty()) {
        throw new Broken("NO_HEAD", "no signed head was given: rows alone prove nothing");
      }
      long covered = 0;
      for (var head : signed(given)) {
        if (head.size() > leaves.size()) {
          throw new Broken(
              "ROWS_MISSING",
              "a head signs %d entries, %d are here".formatted(head.size(), leaves.size()));
        }
        if (!java.security.MessageDigest.isEqual(root(leaves, (int) head.size()), head.root())) {
          throw new Broken(
              "ROOT_DIFFERS",
              "the first %d rows are not those that were signed".formatted(head.size()));
        }
        covered = head.size();
      }
      return new Verdict(
          "SOUND",
          "%d of %d rows are as they were signed".formatted(covered, leaves.size()),
          leaves.size(),
          covered);
    } catch (Broken found) {
      return Verdict.broken(found.code, String.valueOf(found.getMessage()));
    }
  }

  /// A running Hutong: its newest head, and that it only grew since those that are held.
  public Verdict running(String address, List<String> notes)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var newest =
          signed(List.of(get(client, address + "/api/v1/log/head").path("note").asString("")))
              .getFirst();
      for (var held : signed(notes)) {
        if (held.size() > newest.size()) {
          throw new Broken(
              "SHRUNK",
              "a held head signs %d entries, the newest %d".formatted(held.size(), newest.size()));
        }
        var path = new ArrayList<byte[]>();
        if (held.size() < newest.size() && held.size() > 0) {
          var asked = "?from=%d&to=%d".formatted(held.size(), newest.size());
          for (var step : get(client, address + "/api/v1/log/consistency" + asked).path("proof")) {
            path.add(base64(step.asString("")));
          }
        }
        boolean grew =
            held.size() == 0
                || MerkleProofs.consistent(
                    held.size(), newest.size(), held.root(), newest.root(), path);
        if (!grew) {
          throw new Broken(
              "NOT_CONSISTENT",
              "the log is not that of the head of %d entries".formatted(held.size()));
        }
      }
      return new Verdict(
          "SOUND",
          "%d entries are signed; the log only grew since %d held heads"
              .formatted(newest.size(), notes.size()),
          newest.size(),
          newest.size());
    } catch (Broken found) {
      return Verdict.broken(found.code, String.valueOf(found.getMessage()));
    }
  }

  /// The heads by size, each signed by the log and seen by every witness that is asked for.
  private List<LogHead> signed(List<String> notes) throws Broken {
    var heads = new ArrayList<LogHead>();
    for (var note : notes) {
      var origin = note.lines().findFirst().orElse("");
      var head =
          new HeadVerifier(origin, key)
              .verify(note)
              .orElseThrow(() -> new Broken("HEAD_NOT_SIGNED", "a head is not signed by this key"));
      for (var witness : witnesses) {
        if (Cosignature.verify(note, witness).isEmpty()) {
          throw new Broken("NO_WITNESS", witness.name() + " has not signed a head");
        }
      }
      if (head.size() < 0 || head.size() > Integer.MAX_VALUE - 8) {
        throw new Broken("HEAD_UNREADABLE", "a head names no size that can be checked here");
      }
      for (var other : heads) {
        if (other.size() == head.size()
            && !java.security.MessageDigest.isEqual(other.root(), head.root())) {
          throw new Broken("FORKED", "two heads of one size differ: the log tells two stories");
        }
      }
      heads.add(head);
    }
    heads.sort(Comparator.comparingLong(LogHead::size));
    return heads;
  }

  /// The hashes of all rows, first to last.
  private static List<byte[]> leaves(Reader export, List<String> notes) throws IOException, Broken {
    var hashes = new ArrayList<byte[]>();
    long before = -1;
    long step = 0;
    var lines = new BufferedReader(export, 1 << 16);
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isBlank()) {
        continue;
      }
      var row = read(line);
      if (row.path("note").isString() && row.size() == 1) {
        notes.add(row.get("note").asString());
        continue;
      }
      if (row.size() != 2
          || !row.path("index").isIntegralNumber()
          || !row.path("leaf").isString()) {
        throw new Broken("ROW_UNREADABLE", "a row is not an index and a leaf");
      }
      long index = row.get("index").asLong(-1);
      if (hashes.size() == 1) {
        step = before == 0 ? 1 : -1;
      }
      boolean next = hashes.isEmpty() ? index >= 0 : index == before + step;
      if (!next) {
        throw new Broken("ROWS_OUT_OF_ORDER", "row %d follows row %d".formatted(index, before));
      }
      before = index;
      hashes.add(MerkleTree.leafHash(row.get("leaf").asString().getBytes(StandardCharsets.UTF_8)));
    }
    boolean fromTheFirst = step >= 0 ? before == hashes.size() - 1L : before == 0;
    if (!fromTheFirst) {
      throw new Broken("ROWS_MISSING", "the rows do not begin with the first entry");
    }
    return step >= 0 ? hashes : hashes.reversed();
  }

  private static JsonNode read(String line) throws Broken {
    try {
      return JSON.readTree(line);
    } catch (JacksonException e) {
      throw new Broken("ROW_UNREADABLE", "a row is not JSON");
    }
  }

  private static byte[] root(List<byte[]> leaves, int size) {
    if (size == 0) {
      return MerkleTree.emptyRoot();
    }
    var level = new ArrayList<>(leaves.subList(0, size));
    while (level.size() > 1) {
      var above = new ArrayList<byte[]>((level.size() + 1) / 2);
      for (int i = 0; i + 1 < level.size(); i += 2) {
        above.add(MerkleTree.nodeHash(level.get(i), level.get(i + 1)));
      }
      if (level.size() % 2 == 1) {
        above.add(level.getLast());
      }
      level = above;
    }
    return level.getFirst();
  }

  private static JsonNode get(HttpClient client, String address)
      throws IOException, InterruptedException, Broken {
    var request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200 || answer.body().length() > LONGEST_ANSWER) {
      throw new Broken("NO_ANSWER", "%s answers %d".formatted(address, answer.statusCode()));
    }
    return read(answer.body());
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /// A key as PEM, as base64, or as `/api/v1/log/keys` gives it (its first).
  public static PublicKey key(String text) {
    var given = text.strip();
    if (given.startsWith("[") || given.startsWith("{")) {
      var keys = JSON.readTree(given);
      given = (keys.isArray() ? keys.path(0) : keys).path("publicKey").asString("");
    }
    var base64 = given.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s+", "");
    try {
      var spec = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
      return KeyFactory.getInstance("EC").generatePublic(spec);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new IllegalArgumentException("the key is not an EC public key", e);
    }
  }

  /// What a file holds, or the text itself; an answer of `/api/v1/log/head` stands for its note.
  private static String given(String text) throws IOException {
    var path = path(text);
    var content =
        path != null && Files.isRegularFile(path)
            ? Files.readString(path, StandardCharsets.UTF_8)
            : text;
    if (content.strip().startsWith("{") && content.contains("\"note\"")) {
      return JSON.readTree(content).path("note").asString("");
    }
    return content;
  }

  private static @Nullable Path path(String text) {
    try {
      return Path.of(text);
    } catch (java.nio.file.InvalidPathException notAPath) {
      return null;
    }
  }
}
