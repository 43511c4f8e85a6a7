package hutong.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.audit.Cosignature;
import hutong.audit.Cosignature.Witness;
import hutong.audit.HeadVerifier;
import hutong.audit.LogHead;
import hutong.audit.MerkleTree;
import hutong.audit.MerkleTree.Node;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// An auditor who holds yesterday's head finds every change of the database's owner, even of one
/// who signs today's head with the log's own key.
class VerifyLogTest {

  private static final String ORIGIN = "hutong.example/log";
  private static final int TRIES = Integer.getInteger("hutong.tampering", 2_000);
  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
  private static final KeyPair LOG = pair("EC");
  private static final KeyPair WITNESS = pair("Ed25519");

  private final VerifyLog auditor = new VerifyLog(LOG.getPublic(), List.of());

  @Test
  void an_untouched_export_is_sound_in_both_orders() throws IOException {
    for (int size : new int[] {1, 2, 3, 7, 8, 61}) {
      var rows = rows(size);
      for (int held = 1; held <= size; held++) {
        assertThat(check(rows, 1, head(rows, held), head(rows, size)).code()).isEqualTo("SOUND");
      }
      assertThat(check(rows, -1, head(rows, size)).code()).isEqualTo("SOUND");
    }
  }

  @Test
  void a_deleted_changed_or_moved_row_is_found_every_time() throws IOException {
    long seed = Long.getLong("hutong.seed", System.nanoTime());
    var random = new Random(seed);
    int size = 24;
    var rows = rows(size);
    var yesterday = head(rows, 20);
    for (int i = 0; i < TRIES; i++) {
      var other = tampered(rows, random);
      var verdict =
          i % 50 == 0 // whoever owns the database may have its key, too
              ? check(other, 1, yesterday, head(other, other.size()))
              : check(other, 1, yesterday);
      assertThat(verdict.code()).as("seed %d try %d", seed, i).isIn("ROOT_DIFFERS", "ROWS_MISSING");
    }
    assertThat(check(rows, 1, yesterday, head(rows, size)).sound()).as("counter-proof").isTrue();
  }

  @Test
  void without_yesterdays_head_a_rewritten_log_would_pass() throws IOException {
    var other = tampered(rows(24), new Random(1));
    assertThat(check(other, 1, head(other, other.size())).sound()).isTrue();
  }

  @Test
  void lines_that_were_moved_cut_or_spoilt_are_found() throws IOException {
    var rows = rows(20);
    var note = head(rows, 20);
    var lines = new ArrayList<>(export(rows, 1).lines().toList());
    Collections.swap(lines, 3, 4);
    assertThat(text(lines, note)).isEqualTo("ROWS_OUT_OF_ORDER");
    assertThat(text(lines.subList(5, 20), note)).isEqualTo("ROWS_OUT_OF_ORDER");
    assertThat(text(export(rows, 1).lines().limit(19).toList(), note)).isEqualTo("ROWS_MISSING");
    assertThat(text(List.of("{\"index\":0,\"leaf\":\"a\",\"leaf\":\"b\"}"), note))
        .isEqualTo("ROW_UNREADABLE");
    assertThat(text(List.of("{\"index\":0,\"leaf\":\"a\",\"at\":\"now\"}"), note))
        .isEqualTo("ROW_UNREADABLE");
    assertThat(auditor.rows(new StringReader(export(rows, 1)), List.of()).code())
        .isEqualTo("NO_HEAD");
  }

  @Test
  void a_head_of_another_key_or_with_other_words_is_refused() throws IOException {
    var rows = rows(9);
    var stranger = new VerifyLog(pair("EC").getPublic(), List.of());
    var note = head(rows, 9);
    assertThat(stranger.rows(new StringReader(export(rows, 1)), List.of(note)).code())
        .isEqualTo("HEAD_NOT_SIGNED");
    assertThat(check(rows, 1, note.replaceFirst("\n9\n", "\n8\n")).code())
        .isEqualTo("HEAD_NOT_SIGNED");
    var other = new ArrayList<>(rows);
    Collections.swap(other, 0, 1);
    assertThat(check(rows, 1, note, head(other, 9)).code()).isEqualTo("FORKED");
  }

  @Test
  void a_witness_must_have_seen_each_head() throws IOException {
    var witness = new Witness("witness.example", WITNESS.getPublic());
    assertThat(Witness.parse(witness.toString())).isEqualTo(witness);
    assertThatThrownBy(() -> Witness.parse(witness.toString().replace("witness.", "other.")))
        .isInstanceOf(IllegalArgumentException.class);
    var rows = rows(5);
    var note = head(rows, 5);
    var seen = Cosignature.sign(note, witness, WITNESS.getPrivate(), NOW);
    assertThat(Cosignature.verify(seen, witness)).contains(NOW);
    assertThat(Cosignature.verify(seen.replaceFirst("\n5\n", "\n4\n"), witness)).isEmpty();
    var strict = new VerifyLog(LOG.getPublic(), List.of(witness));
    var export = export(rows, 1);
    assertThat(strict.rows(new StringReader(export), List.of(seen)).code()).isEqualTo("SOUND");
    assertThat(strict.rows(new StringReader(export), List.of(note)).code()).isEqualTo("NO_WITNESS");
  }

  @Test
  void many_rows_take_seconds() throws IOException {
    var rows = rows(Integer.getInteger("hutong.log.rows", 50_000));
    var note = head(rows, rows.size());
    var export = export(rows, 1);
    long start = System.nanoTime();
    assertThat(check(export, note).sound()).isTrue();
    long took = (System.nanoTime() - start) / 1_000_000;
    System.err.println(rows.size() + " rows verified in " + took + " ms"); // a figure, not a bound
    assertThat(took).isLessThan(60_000);
  }

  // ------------------------------------------------------------------------------- a log of our
  // own

  private static List<String> tampered(List<String> rows, Random random) {
    var other = new ArrayList<>(rows);
    int at = random.nextInt(20); // among the rows that yesterday's head signs
    switch (random.nextInt(4)) {
      case 0 -> other.remove(at);
      case 1 -> {
        var row = new StringBuilder(other.get(at));
        int place = random.nextInt(row.length());
        row.setCharAt(place, (char) (row.charAt(place) ^ 1));
        other.set(at, row.toString());
      }
      case 2 -> {
        int to = (at + 1 + random.nextInt(19)) % 20;
        Collections.swap(other, at, to);
      }
      default -> other.add(at, "a row nobody wrote");
    }
    return other;
  }

  private static List<String> rows(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> "{\"act\":\"lodging.stay.read\",\"id\":\"entry_%032x\"}".formatted(i))
        .toList();
  }

  private static String export(List<String> rows, int step) {
    var lines = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      int index = step > 0 ? i : rows.size() - 1 - i;
      lines
          .append("{\"index\":")
          .append(index)
          .append(",\"leaf\":")
          .append(JsonMapper.shared().writeValueAsString(rows.get(index)))
          .append("}\n");
    }
    return lines.toString();
  }

  private VerifyLog.Verdict check(List<String> rows, int step, String... notes) throws IOException {
    return check(export(rows, step), notes);
  }

  private VerifyLog.Verdict check(String export, String... notes) throws IOException {
    return auditor.rows(new StringReader(export), List.of(notes));
  }

  private String text(List<String> lines, String note) throws IOException {
    return check(String.join("\n", lines), note).code();
  }

  /// The tree as the platform grows it, signed.
  private static String head(List<String> rows, int size) {
    Map<Node, byte[]> nodes = new HashMap<>();
    var hashes =
        rows.subList(0, size).stream()
            .map(row -> MerkleTree.leafHash(row.getBytes(StandardCharsets.UTF_8)))
            .toList();
    nodes.putAll(MerkleTree.append(0, Map.of(), hashes));
    byte[] root = MerkleTree.root(size, wanted -> nodes);
    var text = LogHead.text(ORIGIN, size, root, NOW);
    try {
      var signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(LOG.getPrivate());
      signer.update(text.getBytes(StandardCharsets.UTF_8));
      byte[] signature = signer.sign();
      PublicKey key = LOG.getPublic();
      byte[] line =
          ByteBuffer.allocate(4 + signature.length)
              .put(HeadVerifier.keyHash(key))
              .put(signature)
              .array();
      return text + "\n— " + ORIGIN + " " + Base64.getEncoder().encodeToString(line) + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair(String algorithm) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
